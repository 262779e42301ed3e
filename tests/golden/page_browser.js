// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the page as a reader with a keyboard would; leaves what it found in an attribute of the document. Runs last.
(function () {
  'use strict';
  var found = { problems: [] };
  function column(table, index) {
    return Array.prototype.filter.call(table.tBodies[0].rows, function (row) { return !row.hidden; })
      .map(function (row) { return row.cells[index]; });
  }
  function numbers(table, index) {
    return column(table, index).map(function (cell) { return cell.dataset.v === undefined ? null : Number(cell.dataset.v); });
  }
  function press(element, key) {
    element.dispatchEvent(new KeyboardEvent('keydown', { key: key, bubbles: true, cancelable: true }));
  }
  try {
    var table = document.querySelector('#table-by_category table');
    var buttons = table.tHead.querySelectorAll('button');
    found.buttons = buttons.length;
    found.columns = table.tHead.rows[0].cells.length;
    buttons[5].focus();
    found.focused = document.activeElement === buttons[5];
    buttons[5].click();
    found.falling = numbers(table, 5);
    found.sort1 = table.tHead.rows[0].cells[5].getAttribute('aria-sort');
    buttons[5].click();
    found.rising = numbers(table, 5);
    found.sort2 = table.tHead.rows[0].cells[5].getAttribute('aria-sort');
    buttons[3].click(); // has a missing value
    found.missing = numbers(table, 3);
    buttons[3].click();
    found.missing2 = numbers(table, 3);
    buttons[0].click();
    found.names = column(table, 0).map(function (cell) { return cell.textContent; });
    found.sorts = table.tHead.querySelectorAll('[aria-sort]').length;
    var body = table.closest('.table');
    var field = body.querySelector('input[type=search]');
    var all = found.names.length;
    field.value = found.names[0].toUpperCase();
    field.dispatchEvent(new Event('input'));
    found.filtered = column(table, 0).length;
    found.total = table.tFoot.rows.length;
    found.status = body.querySelector('[role=status]').textContent;
    press(field, 'Escape');
    found.unfiltered = column(table, 0).length === all;
    var chart = document.querySelector('.chart .wide svg');
    found.chartName = chart.getAttribute('aria-label');
    chart.focus();
    press(chart, 'ArrowRight');
    found.tip1 = document.querySelector('.tip').textContent;
    press(chart, 'ArrowRight');
    found.tip2 = document.querySelector('.tip').textContent;
    found.tipShown = !document.querySelector('.tip').hidden;
    press(chart, 'Escape');
    found.tipHidden = document.querySelector('.tip').hidden;
    found.titles = document.querySelectorAll('.chart title').length;
    found.wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    found.resources = performance.getEntriesByType('resource').map(function (entry) { return entry.name; });
  } catch (problem) {
    found.problems.push(String(problem));
  }
  document.documentElement.setAttribute('data-found', JSON.stringify(found));
})();
