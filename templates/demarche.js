/* Search, filters kept in the address, a walk by keys, zoom. All of the site is there without it. */
(function () {
  'use strict';
  var body = document.body, home = body.getAttribute('data-home');
  var rtl = document.documentElement.dir === 'rtl';
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function make(name, text, parent) {
    var it = document.createElement(name);
    if (text) it.textContent = text;
    if (parent) parent.appendChild(it);
    return it;
  }
  function plain(text) { return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase(); }

  /* Search: the index is a script, since a page from a folder may not fetch. */
  var find = document.querySelector('.find'), rows = null, input, list, wait;
  window.demarcheIndex = function (index) {
    rows = index.map(function (row) { return { row: row, title: plain(row[1]), all: plain(row.join(' ')) }; });
    show();
  };
  function load() {
    if (wait) return;
    wait = make('script');
    wait.src = home + 'search.js';
    document.head.appendChild(wait);
  }
  function show() {
    if (!rows || !input) return;
    list.textContent = '';
    var words = plain(input.value).split(/\s+/).filter(Boolean);
    if (!words.length) return;
    var found = rows.filter(function (one) {
      return words.every(function (word) { return one.all.indexOf(word) >= 0; });
    });
    function far(one) { return words.every(function (word) { return one.title.indexOf(word) >= 0; }) ? 0 : 1; }
    found = found.map(function (one, i) { return [far(one), i, one.row]; });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    found.slice(0, 30).forEach(function (one) {
      var item = make('li', '', list), link = make('a', one[2][1], item);
      link.href = home + one[2][0];
      link.dir = 'auto';
      make('span', ' ' + one[2][2], item).className = 'n';
    });
    if (!found.length) make('li', find.getAttribute('data-none'), list);
  }
  if (find && home !== null) {
    var box = make('div');
    box.className = 'finder';
    box.setAttribute('role', 'search');
    input = make('input', '', box);
    input.type = 'search';
    input.placeholder = find.getAttribute('data-hint');
    input.setAttribute('aria-label', input.placeholder);
    list = make('ul', '', box);
    list.setAttribute('aria-live', 'polite');
    input.addEventListener('focus', load);
    input.addEventListener('input', function () { load(); show(); });
    input.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { input.value = ''; show(); input.blur(); }
    });
    document.querySelector('.top').appendChild(box);
    /* On a phone the box stays away until it is asked for; asked again, the link leads to the list. */
    find.addEventListener('click', function (event) {
      if (box.offsetParent !== null) return;
      event.preventDefault();
      box.classList.add('open');
      input.focus();
    });
  }

  /* Filters in the address: ?-talks&-planned&a=3 */
  var boxes = all('.filters input');
  function address() {
    var parts = boxes.filter(function (one) { return one.type === 'checkbox' ? !one.checked : one.checked && one.id !== 'a_0'; })
      .map(function (one) { return one.id; });
    try { history.replaceState(null, '', (parts.length ? '?hide=' + parts.join('.') : location.pathname) + location.hash); } catch (e) { /* a folder */ }
  }
  if (boxes.length) {
    var asked = /[?&]hide=([\w.]+)/.exec(location.search);
    (asked ? asked[1].split('.') : []).forEach(function (id) {
      var one = document.getElementById(id);
      if (one && boxes.indexOf(one) >= 0) one.checked = one.type === 'radio';
    });
    if (asked) document.querySelector('.filters').open = true;
    boxes.forEach(function (one) { one.addEventListener('change', address); });
  }

  /* Keys: / searches, j and k walk a list, arrows follow dependencies. */
  function step(links, by) {
    links = links.filter(function (one) { return one.offsetParent !== null; });
    if (!links.length) return;
    var at = links.indexOf(document.activeElement);
    var next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: 'nearest' }); }
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var name = event.target.nodeName;
    if (name === 'INPUT' || name === 'TEXTAREA' || name === 'SELECT') return;
    var scroller = event.target.closest && event.target.closest('.scroll');
    if (event.key === '/' && input) { event.preventDefault(); input.parentNode.classList.add('open'); input.focus(); }
    else if (event.key === 'j' || event.key === 'k') {
      step(all('.event h3 a, .lines > li > a, .names a, .entries > li > a'), event.key === 'j' ? 1 : -1);
    } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !scroller) {
      var before = (event.key === 'ArrowLeft') !== rtl;
      var here = event.target.closest && event.target.closest('.event');
      var links = here ? (before ? all('.ties a', here) : [])
        : all('[data-walk="' + (before ? 'before' : 'after') + '"] .lines a');
      if (links.length) { event.preventDefault(); step(links, 1); }
    }
  });

  /* The citation with the address, to be pasted. */
  all('.citation').forEach(function (cite) {
    if (!navigator.clipboard) return;
    var button = make('button', cite.getAttribute('data-copy'));
    button.type = 'button';
    button.className = 'copy';
    button.addEventListener('click', function () {
      var known = document.querySelector('link[rel=canonical]');
      var at = known ? known.href : location.href.replace(/[#?].*/, '');
      navigator.clipboard.writeText(cite.textContent + ', ' + at);
    });
    cite.parentNode.appendChild(button);
  });

  /* Zoom: the overview shows less of the time, and scrolls. */
  all('.overview svg').forEach(function (svg) {
    var view = svg.viewBox.baseVal, wide = view.width, bar = make('div');
    bar.className = 'zoom';
    var names = find ? find.getAttribute('data-zoom').split('|') : [];
    function zoom(by) {
      var width = Math.max(wide / 16, Math.min(wide, view.width * by));
      var middle = view.x + view.width / 2;
      view.x = Math.max(0, Math.min(wide - width, middle - width / 2));
      view.width = width;
      svg.setAttribute('preserveAspectRatio', 'none');
    }
    function move(by) { view.x = Math.max(0, Math.min(wide - view.width, view.x + by * view.width / 4)); }
    [['−', 2, 0], ['+', 0.5, 0], ['‹', 1, rtl ? 1 : -1], ['›', 1, rtl ? -1 : 1]].forEach(function (one, i) {
      var button = make('button', one[0], bar);
      button.type = 'button';
      button.setAttribute('aria-label', names[i] || one[0]);
      button.addEventListener('click', function () { if (one[2]) move(one[2]); else zoom(one[1]); });
    });
    var more = svg.parentNode.querySelector('details');
    if (more) more.appendChild(bar);
  });
}());
