// Figure 5: how closely the answer to each question follows the answers to the others.
import { radios } from './controls.js';
import { numberIn } from './csv.js';
import { bySize } from './estimates.js';
import { inOrder } from './names.js';
import { drawRows } from './rows-picture.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';

const FILE = 'psychometrics.csv';
// Item-rest correlations from here on are commonly called good enough.
const LINE = 0.3;
// Values of alpha from which questions are said to fit together.
const [CLOSE, FAIR] = [0.8, 0.7];

export const fit = {
  id: 'fit',
  file: FILE,
  title: () => t('totals.fit.title'),
  async load({ table, names }) {
    const rows = await table(FILE);
    const order = names.parts.flatMap((part) => part.items);
    const byItem = new Map(rows.filter(({ measure }) => measure === 'item-rest').map((row) => [row.item, row]));
    const marks = inOrder(byItem.keys(), order).map((code) => ({ code, label: names.item(code), ...figureIn(byItem.get(code)) }));
    const alpha = rows.find(({ measure }) => measure === 'alpha');
    return {
      choices: marks.length > 0 ? [radios('fit', t('totals.fit.sort'), ['asked', 'size'], (order) => t(`totals.fit.sort.${order}`))] : [],
      view: (values) => viewOf(values.fit === 'size' ? bySize(marks) : marks, alpha ? figureIn(alpha) : { value: null }),
    };
  },
};

const figureIn = (row) => ({
  value: numberIn(row.value),
  low: numberIn(row.ci_low),
  high: numberIn(row.ci_high),
  noise: numberIn(row.se_noise),
});

function viewOf(marks, alpha) {
  const { short } = formats.plain;
  return {
    finding: t(findingOf(alpha)),
    sentence: alpha.value === null
      ? t('totals.fit.none')
      : t('totals.fit.sentence', { value: short(alpha.value), low: short(alpha.low), high: short(alpha.high) }),
    notes: [t('totals.legend'), t('totals.fit.note', { line: short(LINE) })],
    marks,
    message: marks.length === 0 ? t('totals.notCounted') : undefined,
    draw: (container) => drawRows(container, { groups: [{ marks }], format: formats.plain, reference: LINE }),
    tables: [tableOf(
      t('totals.fit.caption'),
      [t('totals.fit.row')],
      estimateColumns(formats.plain),
      marks.map((mark) => ({ heads: [mark.label], values: estimateCells(mark) })))],
  };
}

// The end of the interval that counts against the finding decides.
function findingOf({ value, low, high }) {
  if (value === null || high - low > LINE) return 'totals.fit.unclear';
  if (low >= CLOSE) return 'totals.fit.close';
  if (low >= FAIR) return 'totals.fit.fair';
  return high < FAIR ? 'totals.fit.loose' : 'totals.fit.unclear';
}
