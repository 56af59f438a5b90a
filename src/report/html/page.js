
(function () {
  'use strict';
  var $ = function (selector, root) { return (root || document).querySelector(selector); };
  var $$ = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var page = JSON.parse($('script.page').textContent);
  var words = page.words;
  var sections = $$('.report');
  var tip = $('#tip'), bar = $('#bar'), eq = $('#eq'), chips = $('#chips'), filter = $('#filter'), guide = $('#guide');
  var wires = $('#wires');
  var cache = new Map();
  var active = null;

  // A report's checks, and for each mark its element and the checks that use it.
  function data(section) {
    if (cache.has(section)) { return cache.get(section); }
    var holder = $('script.data', section);
    var read = holder ? JSON.parse(holder.textContent) : { parts: [], checks: [] };
    read.by = new Map();
    read.marks = new Map();
    read.checks.forEach(function (check, index) {
      for (var n = 0; n < check[4].length; n += 2) {
        var id = check[4][n];
        if (!read.by.has(id)) { read.by.set(id, []); }
        read.by.get(id).push(index);
      }
    });
    $$('article b[data-n]', section).forEach(function (mark) { read.marks.set(Number(mark.dataset.n), mark); });
    cache.set(section, read);
    return read;
  }

  // What a rule is called: its title where the page has one.
  function title(rule) { return (page.rules[rule] || [rule])[0]; }

  function home(element) { return element.closest('.report'); }

  function place(mark, from) {
    var cell = mark.closest('td, th'), table = mark.closest('table');
    if (!cell || !table) { return from.closest('table') ? words.text : ''; }
    if (cell === from.closest('td, th')) { return ''; }
    var other = from.closest('table') !== table;
    return (other ? table.dataset.t + ' ' : '') + (cell.dataset.a || '');
  }

  // The numbers of a check in words: "total 38 (D25), part 18 (D8)".
  function used(read, check, from) {
    var most = 12, said = [], last = '';
    for (var n = 0; n < check[4].length; n += 2) {
      var mark = read.marks.get(check[4][n]);
      if (said.length === most) {
        said.push(words.more.replace('#', String(check[4].length / 2 - most)));
        break;
      }
      var part = read.parts[check[4][n + 1]];
      var where = mark ? place(mark, from) : '';
      var text = (mark ? mark.textContent : '?') + (where ? ' (' + where + ')' : '');
      said.push((part === last ? '' : part + ' ') + text);
      last = part;
    }
    return said.join(words.comma);
  }

  function line(box, text, kind) {
    var p = document.createElement('p');
    p.textContent = text;
    if (kind) { p.className = kind; }
    box.appendChild(p);
  }

  function describe(mark, box) {
    if (mark.dataset.q) {
      line(box, words.q + (words.not[mark.dataset.q] || mark.dataset.q));
      return;
    }
    var section = home(mark), read = data(section);
    var checks = (read.by.get(Number(mark.dataset.n)) || []).map(function (index) { return read.checks[index]; });
    var order = 'xtun';
    checks.sort(function (a, b) { return order.indexOf(a[1]) - order.indexOf(b[1]); });
    checks.slice(0, 6).forEach(function (check) {
      var sign = { x: '✗ ', t: '✓ ', u: '· ', n: '· ' }[check[1]];
      var finding = check[3] && $('li[data-k="' + check[3] + '"]', section);
      if (finding) {
        line(box, sign + check[3] + ' ' + $('.msg', finding).textContent);
        var sum = $('.eq', finding);
        if (sum) { line(box, sum.textContent, 'why'); }
        return;
      }
      line(box, sign + title(check[0]) + words.colon + (check[1] === 't' ? used(read, check, mark) : words[check[1]] + words.colon + check[2]));
      var why = check[2] || (page.rules[check[0]] || [])[1];
      if (check[1] === 't' && why) { line(box, why, 'why'); }
    });
    if (checks.length > 6) { line(box, words.more.replace('#', String(checks.length - 6)), 'why'); }
    if (!checks.length && mark.dataset.n) { line(box, mark.closest('td.num') ? words.cell : words.sentence); }
    var cell = mark.closest('[data-f]');
    if (cell) { line(box, words.formula + words.colon + cell.dataset.f, 'why'); }
  }

  function hideTip() {
    tip.hidden = true;
    $$('.mate').forEach(function (mate) { mate.classList.remove('mate'); });
  }

  function showTip(mark) {
    hideTip();
    tip.textContent = '';
    describe(mark, tip);
    if (!tip.firstChild) { return; }
    tip.hidden = false;
    var at = mark.getBoundingClientRect(), size = tip.getBoundingClientRect();
    var left = Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8));
    var below = at.bottom + 8 + size.height < window.innerHeight;
    tip.style.left = left + 'px';
    tip.style.top = Math.max(8, below ? at.bottom + 8 : at.top - size.height - 8) + 'px';
    mark.setAttribute('aria-describedby', 'tip');
    if (!mark.dataset.n) { return; }
    var read = data(home(mark));
    (read.by.get(Number(mark.dataset.n)) || []).forEach(function (index) {
      var check = read.checks[index];
      if (check[1] !== 't' && check[1] !== 'x') { return; }
      for (var n = 0; n < Math.min(check[4].length, 400); n += 2) {
        var mate = read.marks.get(check[4][n]);
        if (mate && mate !== mark) { mate.classList.add('mate'); }
      }
    });
  }

  function clear() {
    hideTip();
    $$('.on, .onc').forEach(function (mark) { mark.classList.remove('on', 'onc', 'first'); });
    $$('li.now').forEach(function (item) { item.classList.remove('now'); });
    wires.textContent = '';
    bar.hidden = true;
    active = null;
  }

  // The cell that a number fills; a sentence in a cell is marked at the number alone.
  function cellOf(mark) {
    var cell = mark.closest('article td');
    return cell && cell.textContent.length <= mark.textContent.length + 16 ? cell : null;
  }

  // Where a mark is seen: its place in the article, cut to the part of a wide table that is scrolled to.
  function box(mark, origin) {
    var at = (cellOf(mark) || mark).getBoundingClientRect(), pane = mark.closest('.wide');
    var seen = pane ? pane.getBoundingClientRect() : at;
    var clamp = function (x) { return Math.max(seen.left, Math.min(seen.right, x)) - origin.left; };
    return { left: clamp(at.left), right: clamp(at.right), top: at.top - origin.top, bottom: at.bottom - origin.top };
  }

  // The line from a number to the one it is held to: beside the cells of a column, below those of a row, else straight across.
  function wire(from, to, most) {
    var x1 = (from.left + from.right) / 2, x2 = (to.left + to.right) / 2, y1 = (from.top + from.bottom) / 2, y2 = (to.top + to.bottom) / 2;
    if (Math.abs(y1 - y2) < 4) {
      var deep = Math.max(from.bottom, to.bottom) + Math.min(26, 10 + Math.abs(x1 - x2) / 12);
      return 'M' + [x1, from.bottom] + 'C' + [x1, deep, x2, deep, x2, to.bottom];
    }
    if (Math.min(from.right, to.right) - Math.max(from.left, to.left) > 4) {
      var out = Math.min(most, Math.max(from.right, to.right) + Math.min(30, 10 + Math.abs(y1 - y2) / 14));
      return 'M' + [from.right, y1] + 'C' + [out, y1, out, y2, to.right, y2];
    }
    var start = y1 < y2 ? from.bottom : from.top, end = y1 < y2 ? to.top : to.bottom, middle = (start + end) / 2;
    return 'M' + [x1, start] + 'C' + [x1, middle, x2, middle, x2, end];
  }

  // Joins the numbers of the finding shown with lines, and says of each in the bar whether it is above or below what is seen.
  function draw() {
    if (!active) { return; }
    var section = home(active), read = data(section), article = $('article', section), number = Number(active.dataset.k);
    var origin = article.getBoundingClientRect();
    wires.textContent = '';
    article.appendChild(wires);
    read.checks.forEach(function (check) {
      var first = check[3] === number && read.marks.get(check[4][0]);
      if (!first) { return; }
      var to = box(first, origin);
      for (var n = 2; n < Math.min(check[4].length, 160); n += 2) {
        var mark = read.marks.get(check[4][n]);
        if (!mark || mark === first) { continue; }
        var path = document.createElementNS(wires.namespaceURI, 'path');
        path.setAttribute('d', wire(box(mark, origin), to, origin.width + 8));
        wires.appendChild(path);
      }
    });
    $$('button', chips).forEach(function (chip) {
      var mark = read.marks.get(Number(chip.dataset.to));
      if (!mark) { return; }
      var at = mark.getBoundingClientRect();
      chip.dataset.dir = at.bottom < 0 ? '↑' : at.top > window.innerHeight - bar.offsetHeight ? '↓' : '';
    });
  }

  var due = false;
  function redraw() {
    if (!active || due) { return; }
    due = true;
    window.requestAnimationFrame(function () {
      due = false;
      draw();
    });
  }

  // Brings a finding into view in the list beside the report; where the list stands above it, only on demand.
  function list(item, jump) {
    var aside = item.closest('aside'), own = aside.scrollHeight > aside.clientHeight + 1 && getComputedStyle(aside).position === 'sticky';
    if (own) {
      var at = item.getBoundingClientRect(), pane = aside.getBoundingClientRect();
      if (at.top < pane.top || at.bottom > Math.min(pane.bottom, window.innerHeight - bar.offsetHeight)) { aside.scrollTop += at.top - pane.top - 8; }
    } else if (jump) {
      item.scrollIntoView({ block: 'center' });
    }
  }

  // Shows a finding: its equation's cells, its arithmetic, its place.
  function show(item, jump) {
    clear();
    active = item;
    item.classList.add('now');
    var section = home(item), read = data(section), number = Number(item.dataset.k), first = null;
    if (sections.length > 1 && section.hidden) { open(section); }
    read.checks.filter(function (check) { return check[3] === number; }).forEach(function (check) {
      for (var n = 0; n < check[4].length; n += 2) {
        var mark = read.marks.get(check[4][n]);
        if (!mark) { continue; }
        var cell = cellOf(mark), lead = n === 0;
        mark.classList.add('on');
        if (cell) { cell.classList.add('onc'); }
        if (lead) {
          mark.classList.add('first');
          if (cell) { cell.classList.add('first'); }
          first = first || mark;
        }
      }
    });
    eq.textContent = '';
    line(eq, item.dataset.k + '. ' + $('.msg', item).textContent, 'msg');
    if ($('.eq', item)) { line(eq, $('.eq', item).textContent); }
    chips.textContent = '';
    $$('.used button, .used a', item).forEach(function (chip) { chips.appendChild(chip.cloneNode(true)); });
    bar.hidden = false;
    list(item, jump && !first);
    if (jump && first) { reach(first); }
    draw();
  }

  function reach(mark) {
    mark.scrollIntoView({ block: 'center', inline: 'center' });
    mark.focus({ preventScroll: true });
    hideTip();
  }

  function items() {
    return $$('.findings > li').filter(function (item) { return !item.hidden && !home(item).hidden; });
  }

  function step(by) {
    var all = items();
    if (!all.length) { return; }
    var at = all.indexOf(active);
    if (at >= 0 && !all[at + by] && beyond(by)) { return; }
    var to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by));
    show(all[to], true);
  }

  // From the last finding of a report to the first of the next that has any, and back.
  function beyond(by) {
    for (var at = sections.indexOf(home(active)) + by; sections[at]; at += by) {
      var all = $$('.findings > li', sections[at]).filter(function (item) { return !item.hidden; });
      if (all.length) {
        open(sections[at]);
        show(by > 0 ? all[0] : all[all.length - 1], true);
        return true;
      }
    }
    return false;
  }

  function open(section) {
    sections.forEach(function (other) { other.hidden = other !== section; });
    $$('nav a').forEach(function (link) {
      if (link.getAttribute('href') === '#' + section.id) { link.setAttribute('aria-current', 'true'); } else { link.removeAttribute('aria-current'); }
    });
    ready(section);
    count();
  }

  // Marks can be focused: those of findings by Tab, all by a tap, and by the arrow keys from one to the next.
  function ready(section) {
    if (section.dataset.ready) { return; }
    section.dataset.ready = '1';
    $$('article b[data-n]', section).forEach(function (mark) { mark.tabIndex = /[xv]/.test(mark.className) ? 0 : -1; });
  }

  function count() {
    var all = $$('.findings > li').filter(function (item) { return !home(item).hidden; }).length;
    $('output', filter).textContent = words.shown.replace('#', String(items().length)).replace('@', String(all));
  }

  function refilter() {
    var grades = $$('input[type="checkbox"]', filter).filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var rule = $('select', filter).value, text = $('input[type="search"]', filter).value.trim().toLowerCase();
    $$('.findings > li').forEach(function (item) {
      var fits = grades.indexOf(item.dataset.sev) >= 0 && (!rule || item.dataset.rule === rule);
      item.hidden = !(fits && (!text || item.textContent.toLowerCase().indexOf(text) >= 0));
    });
    if (active && active.hidden) { clear(); }
    count();
  }

  document.addEventListener('mouseover', function (event) {
    var mark = event.target.closest && event.target.closest('article b[data-n], article i[data-q]');
    if (mark) { showTip(mark); } else if (!tip.hidden) { hideTip(); }
  });
  document.addEventListener('focusin', function (event) {
    if (event.target.matches && event.target.matches('article b[data-n]')) { showTip(event.target); }
  });
  document.addEventListener('scroll', function () {
    if (!tip.hidden) { hideTip(); }
    redraw();
  }, true);
  // The list stands below the top bar, however tall that is.
  function measure() {
    var tall = getComputedStyle($('#top')).position === 'sticky' ? $('#top').offsetHeight : 0;
    document.documentElement.style.setProperty('--top', tall + 'px');
    redraw();
  }
  window.addEventListener('resize', measure);
  guide.addEventListener('toggle', measure);
  // On paper nothing opens: what is folded is printed too.
  window.addEventListener('beforeprint', function () { $$('details').forEach(function (folded) { folded.open = true; }); });
  document.addEventListener('click', function (event) {
    var target = event.target;
    if (!target.closest) { return; }
    var go = target.closest('.go');
    if (go) {
      event.preventDefault();
      show(go.closest('li'), true);
      return;
    }
    var to = target.closest('.used button, #chips button');
    if (to) {
      if (to.closest('li')) { show(to.closest('li'), false); }
      var wanted = active && data(home(active)).marks.get(Number(to.dataset.to));
      if (wanted) { reach(wanted); }
      return;
    }
    var link = target.closest('nav a, .used a, #chips a');
    if (link) {
      event.preventDefault();
      open(document.getElementById(link.getAttribute('href').slice(1)));
      clear();
      return;
    }
    var mark = target.closest('article b[data-n]');
    if (mark) {
      var read = data(home(mark));
      var number = (mark.dataset.k || '').split(',')[0];
      (read.by.get(Number(mark.dataset.n)) || []).forEach(function (index) { number = number || read.checks[index][3]; });
      var item = number && $('li[data-k="' + number + '"]', home(mark));
      if (item && !item.hidden) { show(item, false); }
      mark.focus({ preventScroll: true });
      showTip(mark);
      return;
    }
    var toggle = target.closest('.legend button');
    if (toggle) {
      var off = document.body.classList.toggle('no-' + toggle.dataset.s);
      toggle.setAttribute('aria-pressed', String(!off));
    }
  });
  $('#prev').addEventListener('click', function () { step(-1); });
  $('#next').addEventListener('click', function () { step(1); });
  $('#back').addEventListener('click', function () {
    list(active, true);
    $('.go', active).focus({ preventScroll: true });
  });
  $('#clear').addEventListener('click', clear);
  filter.addEventListener('input', refilter);
  filter.addEventListener('submit', function (event) { event.preventDefault(); });

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var target = event.target, typing = target.matches('input[type="search"], select');
    if (event.key === 'Escape') {
      if (typing) {
        if (target.value && target.type === 'search') {
          target.value = '';
          refilter();
        }
        target.blur();
      }
      clear();
      return;
    }
    if (typing) { return; }
    var mark = target.matches('article b[data-n]') ? target : null;
    if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (event.key === '?') {
      guide.open = !guide.open;
      if (guide.open) { guide.scrollIntoView({ block: 'nearest' }); }
    } else if (event.key === '/') {
      event.preventDefault();
      $('input[type="search"]', filter).focus();
    } else if (event.key === 'Enter' && mark) {
      mark.click();
    } else if (event.key === 'Enter' && active && !target.matches('a, button, summary')) {
      show(active, true);
    } else if (mark && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      var all = $$('article b[data-n]', home(mark)), next = all[all.indexOf(mark) + (event.key === 'ArrowRight' ? 1 : -1)];
      if (next) { next.focus(); }
    }
  });

  $$('.findings .rule').forEach(function (name) {
    var known = page.rules[name.textContent];
    if (known) { name.title = known[1]; }
  });
  filter.hidden = false;
  measure();
  var wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  var start = wanted ? (wanted.closest('.report') || sections[0]) : sections.filter(function (s) { return $('.findings', s); })[0] || sections[0];
  if (sections.length > 1) { open(start); } else if (start) { ready(start); }
  count();
}());
