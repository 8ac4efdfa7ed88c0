// Figure 1: how many people had each result.
import { radios } from './controls.js';
import { numberIn } from './csv.js';
import { countOf, largest, peopleIn, shareOf } from './estimates.js';
import { inOrder } from './names.js';
import { drawRows } from './rows-picture.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';

const FILE = 'bands.csv';
const EVERYONE = 'all';

export const bands = {
  id: 'bands',
  file: FILE,
  title: () => t('totals.bands.title'),
  async load({ table, names }) {
    const rows = await table(FILE);
    const audiences = [EVERYONE, ...new Set(rows.map(({ audience }) => audience).filter((code) => code !== EVERYONE))];
    const nameOf = (code) => (code === EVERYONE ? t('totals.audience.all') : names.audience(code));
    return {
      choices: [
        { key: 'audience', label: t('totals.audience'), kind: 'select', options: audiences.map((code) => [code, nameOf(code)]) },
        radios('as', t('totals.as'), ['share', 'count'], (as) => t(`totals.as.${as}`)),
      ],
      view: ({ audience, as }) => viewOf(rows.filter((row) => row.audience === audience), nameOf(audience), as, names),
    };
  },
};

function viewOf(rows, audience, as, names) {
  const people = peopleIn(rows);
  const byCode = new Map(rows.map((row) => [row.band, row]));
  const ordered = inOrder(byCode.keys(), names.bandOrder).map((code) => ({ code, label: names.band(code), row: byCode.get(code) }));
  const shares = ordered.map(({ code, label, row }) => ({ code, label, ...shareOf(row, people) }));
  const marks = as === 'share' ? shares : ordered.map(({ code, label, row }) => ({ code, label, ...countOf(row) }));
  const format = as === 'share' ? formats.share : formats.count;
  const { mark, standsOut } = largest(marks);
  return {
    finding: standsOut ? t('totals.bands.most', { label: mark.label }) : t('totals.bands.level'),
    sentence: mark ? sentence(mark, audience, as, format) : '',
    notes: [t(as === 'share' ? 'totals.legend' : 'totals.legendNoise')],
    marks,
    judged: shares,
    draw: (container) => drawRows(container, { groups: [{ marks }], format }),
    tables: [tableOf(
      t('totals.bands.caption', { audience }),
      [t('totals.bands.row')],
      [...estimateColumns(formats.share), ...countColumns()],
      ordered.map(({ label, row }, place) => ({ heads: [label], values: [...estimateCells(shares[place]), ...countCells(row)] })))],
  };
}

function sentence({ label, value, low, high }, audience, as, { short }) {
  const values = { audience, label, [as]: short(value), low: short(low), high: short(high) };
  return t(as === 'share' ? 'totals.bands.sentence' : 'totals.bands.sentenceCount', values);
}

/** The columns of a table of counts. */
export const countColumns = () => [
  { label: t('totals.column.count'), format: formats.count },
  { label: t('totals.column.consistent'), format: formats.count },
  { label: t('totals.column.noise'), format: formats.count },
];

/** The cells for {@link countColumns}. */
export const countCells = (row) => [numberIn(row.count), numberIn(row.count_consistent), numberIn(row.sd_consistent)];
