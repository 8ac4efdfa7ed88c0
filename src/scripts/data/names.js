// What the codes of the tables mean: the names and the order of items, bands, flags and audiences.
import { withoutPeriod } from '../widget/recall.js';

/**
 * Names from the document of the questionnaire. A code without a name stands for itself.
 * @param {object | null} questionnaire
 */
export function namesOf(questionnaire) {
  const { sections = [], bands = [], unratedBands, flags = [], audiences = [], recallPeriod, language } = questionnaire ?? {};
  const parts = sections.map(({ id, title, items }) => ({ id, title, items: items.map((item) => item.id) }));
  const items = sections.flatMap((section) => section.items);
  // The page says once what time the questions are about.
  const labelOf = ({ text }) => withoutPeriod(text, recallPeriod.text, language)?.rest ?? text;
  const labels = (entries) => new Map(entries.map(({ code, label }) => [code, label]));
  const options = new Map(items.map((item) => [item.id, labels(item.options)]));
  const itemLabels = new Map(items.map((item) => [item.id, labelOf(item)]));
  const flagLabels = new Map(flags.map(({ code, title, text }) => [code, title ?? text]));
  const all = [labels([...bands, ...(unratedBands ?? [])]), labels(audiences)];
  return {
    parts,
    bands,
    flags,
    bandOrder: [...all[0].keys()],
    band: (code) => all[0].get(code) ?? code,
    audience: (code) => all[1].get(code) ?? code,
    item: (id) => itemLabels.get(id) ?? id,
    option: (item, code) => options.get(item)?.get(code) ?? code,
    flag: (code) => flagLabels.get(code) ?? code,
  };
}

/** Sorts codes by a known order; unknown codes come last, as they were. */
export function inOrder(codes, order) {
  const place = (code) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...codes].sort((a, b) => place(a) - place(b));
}
