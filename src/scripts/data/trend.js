// Figure 6: one number over all releases of the same questions.
import { numberIn } from './csv.js';
import { inOrder } from './names.js';
import { periodsBetween } from './periods.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';
import { drawTrend } from './trend-picture.js';

// With fewer periods a line would say more than is known.
const FEWEST = 3;

export const trend = {
  id: 'trend',
  title: () => t('totals.trend.title'),
  async load({ series, names, isSynthetic }) {
    const rows = (await series()).filter(({ release }) => release.endsWith('-synthetic') === isSynthetic);
    const periods = periodsBetween(rows);
    const options = optionsIn(rows, names);
    return {
      choices: periods.known < FEWEST ? [] : [{
        key: 'follow',
        label: t('totals.trend.choose'),
        kind: 'select',
        options: options.map(({ key, label, heading }) => [key, label, heading]),
      }],
      view: ({ follow }) => (periods.known < FEWEST
        ? early(periods)
        : viewOf(rows, periods.all, options.find(({ key }) => key === follow))),
    };
  },
};

// The bands of everyone come first: they are what most readers look for.
function optionsIn(rows, names) {
  const codes = (table, group) =>
    new Set(rows.filter((row) => row.table === table && row.group === group).map(({ code }) => code));
  const option = (table, group, code, label, heading) =>
    ({ key: `${table}:${code}`, table, group, code, label, heading: t(`totals.trend.${heading}`) });
  return [
    ...inOrder(codes('bands', 'all'), names.bandOrder).map((code) => option('bands', 'all', code, names.band(code), 'results')),
    ...inOrder(codes('flags', ''), names.flags.map(({ code }) => code))
      .map((code) => option('flags', '', code, names.flag(code), 'advice')),
    ...codes('summary', '').has('n') ? [option('summary', '', 'n', t('totals.trend.people'), 'other')] : [],
    ...codes('psychometrics', '').has('alpha') ? [option('psychometrics', '', 'alpha', t('totals.trend.alpha'), 'other')] : [],
  ];
}

const early = ({ known }) => ({
  finding: t('totals.trend.early'),
  sentence: '',
  notes: [],
  marks: [],
  tables: [],
  message: t('totals.trend.soFar', { count: formats.count.short(known) }),
});

function viewOf(rows, periods, { table, group, code, label }) {
  const format = { summary: formats.count, psychometrics: formats.plain }[table] ?? formats.share;
  const chosen = new Map(rows
    .filter((row) => row.table === table && row.group === group && row.code === code)
    .map((row) => [row.period_start, row]));
  const marks = periods.map(({ start, label: period, lines }) => ({ code: start, label: period, lines, ...estimateIn(chosen.get(start)) }));
  const known = marks.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  return {
    finding: t(directionOf(first, last), { label }),
    sentence: first
      ? t('totals.trend.sentence', { first: format.short(first.value), from: first.label, last: format.short(last.value), to: last.label })
      : '',
    notes: [t(table === 'summary' ? 'totals.legendNoise' : 'totals.legend')],
    marks,
    // Counts are never too wide, and a gap is no estimate.
    judged: table === 'summary' ? known.map(() => ({ low: 0, high: 0 })) : known,
    draw: (container) => drawTrend(container, { marks, format, fromZero: table !== 'psychometrics' }),
    tables: [tableOf(
      t('totals.trend.caption', { label }),
      [t('totals.trend.row')],
      estimateColumns(format),
      marks.map((mark) => ({ heads: [mark.label], values: estimateCells(mark) })))],
  };
}

function estimateIn(row) {
  if (!row) return { value: null, low: null, high: null, noise: null };
  return { value: numberIn(row.value), low: numberIn(row.ci_low), high: numberIn(row.ci_high), noise: numberIn(row.se_noise) };
}

// A change is named when it is larger than the error of a difference.
function directionOf(first, last) {
  if (!first || first === last) return 'totals.trend.same';
  const halfWidth = ({ low, high }) => (high - low) / 2;
  const change = last.value - first.value;
  if (Math.abs(change) <= Math.hypot(halfWidth(first), halfWidth(last))) return 'totals.trend.same';
  return change > 0 ? 'totals.trend.up' : 'totals.trend.down';
}
