// Figure 4: how many people got each piece of advice, the most urgent first.
import { countCells, countColumns } from './bands.js';
import { numberIn } from './csv.js';
import { largest, shareOf } from './estimates.js';
import { inOrder } from './names.js';
import { drawRows } from './rows-picture.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';

const FILE = 'flags.csv';
const URGENCIES = ['now', 'urgent', 'soon', 'routine'];

export const flags = {
  id: 'advice',
  file: FILE,
  title: () => t('totals.flags.title'),
  async load({ table, names }) {
    const [rows, summary] = [await table(FILE), await table('summary.csv')];
    const people = numberIn(summary.find(({ measure }) => measure === 'n').count_consistent);
    return { choices: [], view: () => viewOf(rows, people, names) };
  },
};

function viewOf(rows, people, names) {
  const urgencies = new Map(names.flags.map(({ code, urgency }) => [code, urgency]));
  const byCode = new Map(rows.map((row) => [row.flag, row]));
  const all = inOrder(byCode.keys(), names.flags.map(({ code }) => code));
  const markOf = (code) => ({ code, label: names.flag(code), row: byCode.get(code), ...shareOf(byCode.get(code), people) });
  const groups = [...URGENCIES, undefined]
    .map((urgency) => ({ urgency, marks: all.filter((code) => urgencies.get(code) === urgency).map(markOf) }))
    .filter((group) => group.marks.length > 0)
    .map(({ urgency, marks }) => ({ title: urgency && t(`totals.flags.${urgency}`), marks }));
  const marks = groups.flatMap((group) => group.marks);
  const { mark, standsOut } = largest(marks);
  const { short } = formats.share;
  return {
    finding: standsOut ? t('totals.flags.most', { label: mark.label }) : t('totals.flags.level'),
    sentence: mark
      ? t('totals.flags.sentence', { label: mark.label, share: short(mark.value), low: short(mark.low), high: short(mark.high) })
      : '',
    notes: [t('totals.legend')],
    marks,
    draw: (container) => drawRows(container, { groups, format: formats.share }),
    tables: [tableOf(
      t('totals.flags.caption'),
      [t('totals.flags.row')],
      [...estimateColumns(formats.share), ...countColumns()],
      marks.map((shown) => ({ heads: [shown.label], values: [...estimateCells(shown), ...countCells(shown.row)] })))],
  };
}
