// Figure 2: how many of the people who were asked gave an answer at or above a level.
import { countCells, countColumns } from './bands.js';
import { radios } from './controls.js';
import { bySize, largest, peopleIn, shareOf, shareOfOptions } from './estimates.js';
import { drawRows } from './rows-picture.js';
import { estimateCells, estimateColumns, tableOf } from './table.js';
import { formats, t } from './text.js';

const FILE = 'item_options.csv';
const NO_ITEM = 'none';
const UNRANKED = ['not-answered', 'not-asked', 'dont-know'];

export const items = {
  id: 'items',
  file: FILE,
  title: () => t('totals.items.title'),
  async load({ table, names }) {
    const rows = await table(FILE);
    const byItem = new Map();
    for (const row of rows) byItem.set(row.item, [...byItem.get(row.item) ?? [], row]);
    const parts = names.parts.length > 0 ? names.parts : [{ title: '', items: [...byItem.keys()] }];
    const known = parts.map((part) => ({ ...part, items: part.items.filter((item) => byItem.has(item)) }));
    return {
      choices: [
        radios('level', t('totals.items.at'), ['once', 'monthly', 'weekly'], (level) => t(`totals.items.at.${level}`)),
        radios('sort', t('totals.items.sort'), ['asked', 'size'], (order) => t(`totals.items.sort.${order}`)),
        {
          key: 'item',
          label: t('totals.items.choose'),
          kind: 'select',
          options: [
            [NO_ITEM, t('totals.items.chooseNone')],
            ...known.flatMap((part) => part.items.map((item) => [item, names.item(item), part.title])),
          ],
        },
      ],
      view: (values) => viewOf(known, byItem, values, names),
    };
  },
};

function viewOf(parts, byItem, { level, sort, item }, names) {
  const groups = parts
    .map((part) => ({ title: part.title, marks: part.items.map((id) => markOf(id, byItem.get(id), level, names)).filter(Boolean) }))
    .filter((group) => group.marks.length > 0);
  const marks = groups.flatMap((group) => group.marks);
  const { mark, standsOut } = largest(marks);
  const drawn = sort === 'size' ? [{ marks: bySize(marks) }] : groups;
  const [distribution, label] = item === NO_ITEM ? [] : [distributionOf(item, byItem.get(item), names), names.item(item)];
  const { short, long } = formats.share;
  const tables = [tableOf(
    t('totals.items.caption', { level: t(`totals.items.at.${level}`) }),
    [t('totals.items.row')],
    estimateColumns({ long }),
    drawn.flatMap((group) => group.marks).map((shown) => ({ heads: [shown.label], values: estimateCells(shown) })))];
  if (distribution) tables.unshift(distributionTable(distribution, label));
  return {
    finding: standsOut ? t('totals.items.most', { label: mark.label }) : t('totals.items.level'),
    sentence: mark
      ? t('totals.items.sentence', { label: mark.label, share: short(mark.value), low: short(mark.low), high: short(mark.high) })
      : '',
    notes: [t('totals.legend'), t('totals.items.note')],
    marks: [...marks, ...distribution ?? []],
    judged: marks,
    draw: (container) => drawRows(container, {
      groups: distribution ? [{ title: label, marks: distribution, isChosen: true }, ...drawn] : drawn,
      format: formats.share,
    }),
    tables,
  };
}

// Null for an item whose answers have no such level.
function markOf(code, rows, level, names) {
  const asked = rows.filter(({ base }) => base === 'asked');
  const ranked = asked.filter(({ option }) => !UNRANKED.includes(option));
  const place = (option) => ranked.findIndex((row) => row.option === option);
  const isGraded = place('no') === 0 || (place('never') === 0 && place('weekly') > 0);
  const first = level !== 'once' ? place(level) : isGraded ? 1 : -1;
  if (first < 1) return null;
  return { code, label: names.item(code), ...shareOfOptions(ranked.slice(first), asked) };
}

function distributionOf(item, rows, names) {
  const people = peopleIn(rows.filter(({ base }) => base === 'asked'));
  return rows.map((row) => ({ code: row.option, label: optionText(item, row.option, names), row, ...shareOf(row, people) }));
}

function optionText(item, option, names) {
  if (option === 'not-answered') return t('totals.items.notAnswered');
  return option === 'not-asked' ? t('totals.items.notAsked') : names.option(item, option);
}

const distributionTable = (distribution, label) => tableOf(
  t('totals.items.captionOne', { label }),
  [t('totals.items.option')],
  [...estimateColumns(formats.share), ...countColumns()],
  distribution.map((mark) => ({ heads: [mark.label], values: [...estimateCells(mark), ...countCells(mark.row)] })));
