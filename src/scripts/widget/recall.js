// The time that the questions of a section are about, said once for all of them.
// The texts of the items repeat it, because each has to be clear on its own wherever it is published; only its place changes here.

// At most one word before the time, and one mark after it: "In the last 12 months, ...", "In den letzten 12 Monaten: ...".
const BEFORE = /^(\p{L}+\s)?$/u;
const AFTER = /^\s?\p{Po}\s*/u;

/**
 * Splits a question into the time that it begins with and the rest.
 * @param {string} text
 * @param {string} period the time as the questionnaire names it
 * @param {string} language of the text
 * @returns {{ title: string, rest: string } | null} null when the question begins in another way
 */
export function withoutPeriod(text, period, language) {
  const at = text.indexOf(period);
  const end = at + period.length;
  const mark = AFTER.exec(text.slice(end));
  if (at < 0 || !mark || !BEFORE.test(text.slice(0, at))) return null;
  const rest = text.slice(end + mark[0].length);
  // The first letter, not the first character: a Spanish question begins with a mark.
  return { title: text.slice(0, end), rest: rest.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase(language)) };
}

/**
 * Returns the time that all questions of a section begin with, and a function that leaves it out of the text of a question.
 * Where the questions differ, or a language builds its sentences in another way, they stay as they are.
 * @returns {{ title: string | null, shorten: (text: string) => string }}
 */
export function recallOf({ journey: { questionnaire } }, { id }) {
  const { sections, recallPeriod: { text: period }, language } = questionnaire;
  const split = ({ text }) => withoutPeriod(text, period, language);
  const { items } = sections.find((section) => section.id === id);
  const titles = new Set(items.map((item) => split(item)?.title ?? null));
  const [title] = titles;
  if (titles.size !== 1 || title === null) return { title: null, shorten: (text) => text };
  return { title, shorten: (text) => withoutPeriod(text, period, language).rest };
}
