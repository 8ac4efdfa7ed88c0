// The periods of a series, with those that have no release.
import { periodText } from './text.js';

/**
 * The periods from the first to the last of the rows.
 * @param {{ period_start: string, period_end: string }[]} rows
 * @returns {{ known: number, all: { start: string, label: string, lines: string[] }[] }} `known` is the number of periods with a release
 */
export function periodsBetween(rows) {
  const ends = new Map(rows.map((row) => [row.period_start, row.period_end]));
  const starts = [...ends.keys()].sort();
  const all = [];
  for (const start of starts) {
    for (let next = all.at(-1)?.next; next && next < start;) {
      const end = dayBefore(addMonths(next, all.at(-1).months));
      all.push(periodOf(next, end));
      next = all.at(-1).next;
    }

    all.push(periodOf(start, ends.get(start)));
  }

  return { known: starts.length, all };
}

function periodOf(start, end) {
  const [[year, month], [lastYear, lastMonth]] = [start, end].map((day) => day.split('-').map(Number));
  const months = (lastYear - year) * 12 + lastMonth - month + 1;
  return { start, ...periodText(start, end), months, next: addMonths(start, months) };
}

function addMonths(day, months) {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
