// Figure 3: the scores of one group of people.
import { countCells, countColumns } from './bands.js';
import { drawBars } from './bars-picture.js';
import { largest, peopleIn, shareOf } from './estimates.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';

const FILE = 'score_histogram.csv';
const { short: count } = formats.count;

export const scores = {
  id: 'scores',
  file: FILE,
  title: () => t('totals.scores.title'),
  async load({ table, names }) {
    const rows = await table(FILE);
    const byAudience = new Map();
    for (const row of rows) byAudience.set(row.audience, [...byAudience.get(row.audience) ?? [], row]);
    // The group with the widest scores comes first, because its scores say most; of several the largest.
    const rankOf = (code) => [byAudience.get(code).length, peopleIn(byAudience.get(code))];
    const audiences = [...byAudience.keys()].sort((a, b) => {
      const [[width, people], [otherWidth, otherPeople]] = [rankOf(a), rankOf(b)];
      return otherWidth - width || otherPeople - people;
    });
    return {
      choices: [{
        key: 'scored',
        label: t('totals.audience'),
        kind: 'select',
        options: audiences.map((code) => [code, names.audience(code)]),
      }],
      view: ({ scored }) => viewOf(byAudience.get(scored), names.audience(scored), names),
    };
  },
};

function viewOf(rows, audience, names) {
  const people = peopleIn(rows);
  const marks = rows.map((row) => {
    const [from, to] = [Number(row.score_from), Number(row.score_to)];
    return { code: `${from}`, label: from === to ? count(from) : `${count(from)}–${count(to)}`, from, to, row, ...shareOf(row, people) };
  });
  const { mark } = largest(marks);
  const last = marks.at(-1).to;
  const cuts = names.bands.filter(({ from }) => from > 0 && from <= last).map(({ code, from }) => ({ at: from, label: names.band(code) }));
  const { short } = formats.share;
  const middle = middleOf(marks);
  return {
    finding: middle ? t('totals.scores.half', { score: count(middle.to) }) : t('totals.scores.unclear'),
    sentence: mark
      ? t('totals.scores.sentence', {
        audience, from: count(mark.from), to: count(mark.to), share: short(mark.value), low: short(mark.low), high: short(mark.high),
      })
      : '',
    notes: [t('totals.legendBars'), t('totals.scores.note')],
    marks,
    draw: (container) => drawBars(container, { marks, format: formats.share, cuts }),
    tables: [tableOf(
      t('totals.scores.caption', { audience }),
      [t('totals.scores.from'), t('totals.scores.to')],
      [...estimateColumns(formats.share), ...countColumns()],
      marks.map((shown) => ({
        heads: [count(shown.from), count(shown.to)],
        values: [...estimateCells(shown), ...countCells(shown.row)],
      })))],
  };
}

// The range in which the shares, added up from the lowest score, pass a half.
function middleOf(marks) {
  if (marks.some(({ value }) => value === null)) return null;
  let sum = 0;
  return marks.find(({ value }) => (sum += value) >= 0.5) ?? null;
}
