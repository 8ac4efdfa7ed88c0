import { fill, score } from '../contract/score.mjs';
import { randomAnswers } from './random.mjs';

export const itemsOf = (document) => document.sections.flatMap((section) => section.items);
export const bandsOf = (document) => [...document.bands, ...document.unratedBands].map(({ code }) => code);

// The items that are asked, given some answers.
export function askedOf(document, answers) {
  const asked = [];
  fill(document, (item) => {
    asked.push(item.id);
    return answers[item.id];
  });
  return asked;
}

// Every combination of answers to the items that decide which items are asked.
export function combinations(document) {
  const conditions = JSON.stringify(itemsOf(document).map((item) => item.askedWhen ?? null));
  const deciding = itemsOf(document).filter((item) => conditions.includes(`"item":"${item.id}"`));
  return deciding.reduce((all, item) => all.flatMap((answers) => (
    askedOf(document, answers).includes(item.id) ? item.options.map((option) => ({ ...answers, [item.id]: option.code })) : [answers]
  )), [{}]);
}

// The fewest changes of some answers, out of many random ones, that lead to one of some bands; undefined if no draw leads there.
export function changesToReach(document, bands, answers, random) {
  const counts = Object.fromEntries(document.counts.map((count) => [count.name, count]));
  const bandOf = (candidate) => score({ ...document, counts, actions: undefined }, candidate).band;
  let [best, fewest] = [undefined, Infinity];
  for (let draw = 0; draw < 4000; draw++) {
    const [others, share] = [randomAnswers(document, random), random.below(100)];
    const candidate = fill(document, (item, codes) => {
      const kept = random.below(100) < share ? answers[item.id] : undefined;
      return kept ?? others[item.id] ?? answers[item.id] ?? (item.required ? codes[random.below(codes.length)] : undefined);
    });
    const changed = Object.entries(candidate).filter(([item, code]) => answers[item] !== code);
    if (changed.length > 0 && changed.length < fewest && bands.includes(bandOf(candidate))) {
      [best, fewest] = [Object.fromEntries(changed), changed.length];
    }
  }
  return best;
}
