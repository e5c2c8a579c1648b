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
  function button(text, parent, act) {
    var it = make('button', text, parent);
    it.type = 'button';
    it.addEventListener('click', act);
    return it;
  }
  /* Words without their marks, in lower case, a blank before each. */
  function plain(text) { return (' ' + text.normalize('NFKD')).replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '); }

  /* Search: the index is a script, since a page from a folder may not fetch. */
  var find = document.querySelector('.find'), rows = null, input, list, wait;
  window.demarcheIndex = function (index) {
    rows = index.map(function (row) {
      var actor = /^actor\//.test(row[0]), name = actor || /^place\//.test(row[0]);
      return { row: row, name: name, title: plain(row[1] + (actor ? ' ' + row[3] : '')), all: plain(row.slice(1).join(' ')) };
    });
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
    var words = plain(input.value).split(' ').filter(Boolean);
    if (!words.length) return;
    function within(text, before) { return words.every(function (word) { return text.indexOf(before + word) >= 0; }); }
    /* Names of actors and places first, then titles, then what else is said; in each, where a word begins so. */
    function far(one) {
      var titled = within(one.title, '');
      return (titled ? one.name ? 0 : 2 : 4) + (within(titled ? one.title : one.all, ' ') ? 0 : 1);
    }
    var found = rows.filter(function (one) { return within(one.all, ''); })
      .map(function (one, i) { return [far(one), i, one.row]; });
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
    var hint = find.getAttribute('data-hint');
    input.setAttribute('aria-label', hint);
    /* On a phone there is room for a word. */
    var phone = window.matchMedia('(max-width: 40rem)');
    var name = function () { input.placeholder = phone.matches ? find.getAttribute('data-word') : hint; };
    phone.addEventListener('change', name);
    name();
    list = make('ul', '', box);
    list.setAttribute('aria-live', 'polite');
    /* It is seen while something in it has the focus; not every browser gives that to a link that is clicked. */
    list.tabIndex = -1;
    input.addEventListener('focus', load);
    input.addEventListener('input', function () { load(); show(); });
    input.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { input.value = ''; show(); input.blur(); }
    });
    document.querySelector('.top').appendChild(box);
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
    all('.families').forEach(function (types) {
      var bar = make('div');
      bar.className = 'every';
      types.insertBefore(bar, types.firstChild);
      [['data-all', true], ['data-none', false]].forEach(function (one) {
        button(types.getAttribute(one[0]), bar, function () {
          all('input', types).forEach(function (box) { box.checked = one[1]; });
          address();
        });
      });
    });
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
    if (event.key === '/' && input) { event.preventDefault(); input.focus(); }
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
    button(cite.getAttribute('data-copy'), cite.parentNode, function () {
      /* A page that has an address of its own names it already. */
      var known = document.querySelector('link[rel=canonical]');
      navigator.clipboard.writeText(cite.textContent + (known ? '' : ', ' + location.href.replace(/[#?].*/, '')));
    }).className = 'copy';
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
      button(one[0], bar, function () { if (one[2]) move(one[2]); else zoom(one[1]); })
        .setAttribute('aria-label', names[i] || one[0]);
    });
    var more = svg.parentNode.querySelector('details');
    if (more) more.appendChild(bar);
  });
}());
