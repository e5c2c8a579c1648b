// Reloads the page when the server says that it reads differently now. Only a page that is looked
// at listens: a browser keeps few connections to one place.
(function () {
  "use strict";
  var own = document.currentScript.dataset;
  var stream = null;
  function listen() {
    if (stream || document.hidden) return;
    stream = new EventSource(
      "/-/events?page=" + own.page + "&mark=" + own.mark + "&token=" + own.token
    );
    stream.addEventListener("reload", function () {
      location.reload();
    });
    stream.addEventListener("error", function () {
      // Refused, so there is another server now: its pages know how to ask it. A server that is
      // gone is tried again by the stream itself.
      if (stream && stream.readyState === EventSource.CLOSED) {
        setTimeout(function () {
          location.reload();
        }, 2000);
      }
    });
  }
  function pause() {
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) pause();
    else listen();
  });
  addEventListener("pagehide", pause);
  addEventListener("pageshow", listen);
  listen();
})();
