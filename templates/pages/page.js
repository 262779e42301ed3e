
// What the page can do beyond being read: tables sort and filter, points of charts say their figures. Everything is
// there without it. Words come from data attributes of the body.
(function () {
  'use strict';
  var words = document.body.dataset;
  var lang = document.documentElement.lang;
  var collator = new Intl.Collator(lang, { numeric: true, sensitivity: 'base' });
  var FILTER_ROWS = 8;

  function make(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // ---- sorting: numbers as numbers, what is missing always last, the total is not among the rows ----

  function key(row, column) {
    var cell = row.cells[column];
    if (!cell) return null;
    if (cell.dataset.v !== undefined) return parseFloat(cell.dataset.v);
    var text = cell.textContent.trim();
    return text === '' || text === '—' ? null : text;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return collator.compare(String(a), String(b));
  }

  function sort(table, column, direction) {
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      if (row.place === undefined) row.place = place; // as the report has them
      return { row: row, key: key(row, column) };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.row.place - b.row.place;
      return direction * compare(a.key, b.key) || a.row.place - b.row.place;
    });
    rows.forEach(function (item) { body.appendChild(item.row); });
  }

  function makeSortable(table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      // The button lies over the heading, whose text stays as it is for paper.
      var name = head.textContent;
      var button = make('button', { type: 'button', 'class': 'sort', title: words.sort, 'aria-label': name });
      head.textContent = '';
      head.appendChild(make('span', { 'aria-hidden': 'true' }, name));
      head.appendChild(button);
      head.classList.add('sortable');
      button.addEventListener('click', function () {
        var numbers = head.classList.contains('n');
        var now = head.getAttribute('aria-sort');
        var up = now ? now === 'descending' : !numbers; // the largest first
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        sort(table, column, up ? 1 : -1);
      });
    });
  }

  // ---- filtering ----

  function fold(text) { return text.normalize('NFKC').toLowerCase(); }

  function filter(table, text, status) {
    var wanted = fold(text).split(/\s+/).filter(Boolean), shown = 0, rows = table.tBodies[0].rows;
    Array.prototype.forEach.call(rows, function (row) {
      var line = fold(Array.prototype.map.call(row.cells, function (cell) { return cell.textContent; }).join('\n'));
      row.hidden = !wanted.every(function (word) { return line.indexOf(word) >= 0; });
      shown += !row.hidden;
    });
    status.textContent = wanted.length === 0 ? '' :
      words.matches.replace('{0}', shown).replace('{1}', rows.length) + (table.tFoot ? words.totalAll : '');
  }

  function makeFilter(table, region) {
    if (table.tBodies[0].rows.length < FILTER_ROWS) return;
    var title = table.caption.textContent;
    var tools = make('div', { 'class': 'tools' });
    var field = make('input', {
      type: 'search', placeholder: words.filter, 'aria-label': words.filterTable.replace('{0}', title)
    });
    var status = make('span', { role: 'status' });
    field.addEventListener('input', function () { filter(table, field.value, status); });
    field.addEventListener('keydown', function (event) {
      if (event.key !== 'Escape') return;
      field.value = '';
      filter(table, '', status);
    });
    tools.appendChild(field);
    tools.appendChild(status);
    region.parentNode.insertBefore(tools, region);
  }

  Array.prototype.forEach.call(document.querySelectorAll('.scroll'), function (region) {
    var table = region.querySelector('table');
    if (!table || !table.tHead || !table.tBodies[0]) return;
    makeSortable(table);
    makeFilter(table, region);
  });

  // ---- from a figure to the complaints behind it: the table filtered by how it counts them ----

  Array.prototype.forEach.call(document.querySelectorAll('a[data-drill]'), function (link) {
    link.addEventListener('click', function () {
      var target = document.getElementById(link.getAttribute('href').slice(1));
      var field = target && target.querySelector('input[type=search]');
      if (!field) return;
      field.value = link.dataset.drill;
      field.dispatchEvent(new Event('input'));
    });
  });

  // ---- charts: a tip at the pointer, or with the arrow keys from point to point ----

  var tip = make('div', { 'class': 'tip', hidden: '' });
  var said = make('div', { 'class': 'skip', role: 'status' });
  document.body.appendChild(tip);
  document.body.appendChild(said);

  function hide() { tip.hidden = true; }

  function show(text, x, y) {
    tip.textContent = text;
    tip.hidden = false;
    var wide = document.documentElement.clientWidth;
    var left = Math.max(4, Math.min(x + 12, wide - tip.offsetWidth - 4));
    tip.style.left = left + window.scrollX + 'px';
    tip.style.top = Math.max(0, y - tip.offsetHeight - 10) + window.scrollY + 'px';
  }

  function pick(chart, points, index) {
    points.forEach(function (point, i) { point.classList.toggle('picked', i === index); });
    chart.picked = index;
    if (index < 0) return hide();
    var box = points[index].getBoundingClientRect();
    show(points[index].tipText, box.left + box.width / 2, box.top);
    said.textContent = points[index].tipText;
  }

  function makeKeys(chart, points) {
    chart.setAttribute('tabindex', '0');
    chart.picked = -1;
    chart.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') return pick(chart, points, -1);
      if (event.key === 'Home') step = -points.length;
      if (event.key === 'End') step = points.length;
      if (!step) return;
      event.preventDefault();
      var next = chart.picked < 0 && step > 0 && event.key !== 'End' ? 0 : chart.picked + step;
      pick(chart, points, Math.max(0, Math.min(points.length - 1, next)));
    });
    chart.addEventListener('blur', function () { pick(chart, points, -1); });
  }

  // Titles become tips, or the browser would show both.
  Array.prototype.forEach.call(document.querySelectorAll('.chart svg'), function (chart) {
    var title = chart.querySelector('title'), about = chart.querySelector('desc');
    var name = title ? title.textContent : '';
    if (about && about.textContent !== name) name += '. ' + about.textContent;
    if (title) title.remove();
    var points = Array.prototype.map.call(chart.querySelectorAll('g > title'), function (text) {
      var point = text.parentNode;
      point.tipText = text.textContent;
      text.remove();
      point.addEventListener('pointermove', function (event) { show(point.tipText, event.clientX, event.clientY); });
      point.addEventListener('pointerdown', function (event) { show(point.tipText, event.clientX, event.clientY); });
      point.addEventListener('pointerleave', hide);
      return point;
    });
    if (points.length > 0) makeKeys(chart, points);
    chart.setAttribute('aria-label', points.length > 0 ? name + ' (' + words.points + ')' : name);
  });
  window.addEventListener('scroll', hide, { passive: true });
})();
