// The table behind a picture.
import { h } from '../widget/dom.js';
import { t } from './text.js';

/**
 * A table with a caption. Numbers keep their exact value in the `data` element.
 * @param {string} caption
 * @param {string[]} heads labels of the columns that name a row
 * @param {{ label: string, format: { long(value: number): string } }[]} columns labels and formats of the numbers
 * @param {{ heads: string[], values: (number | null)[] }[]} rows
 */
export function tableOf(caption, heads, columns, rows) {
  const headings = [...heads, ...columns.map(({ label }) => label)];
  return h('table', {},
    h('caption', {}, h('span', {}, caption)),
    h('thead', {}, h('tr', {}, headings.map((heading) => h('th', { scope: 'col' }, heading)))),
    h('tbody', {}, rows.map(({ heads: [first, ...others], values }) => h('tr', {},
      h('th', { scope: 'row' }, first),
      others.map((text) => h('td', {}, text)),
      values.map((value, column) => h('td', { class: 'number' }, numberCell(value, columns[column].format)))))));
}

function numberCell(value, format) {
  return value === null ? h('span', { class: 'muted' }, t('totals.unknownValue')) : h('data', { value: String(value) }, format.long(value));
}

/** The columns of an estimate: value and interval. */
export const estimateColumns = (format) => [
  { label: t('totals.column.estimate'), format },
  { label: t('totals.column.low'), format },
  { label: t('totals.column.high'), format },
];

/** The cells for {@link estimateColumns}. */
export const estimateCells = ({ value, low, high }) => [value, low, high];
