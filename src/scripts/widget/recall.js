// The time that the questions of a section are about, said once for all of them.
// The texts of the items repeat it, because each has to be clear on its own wherever it is published; only its place changes here.

/**
 * Returns the time that all questions of a section begin with, and a function that leaves it out of the text of a question.
 * Where the questions differ, or a language builds its sentences in another way, they stay as they are.
 * @returns {{ title: string | null, shorten: (text: string) => string }}
 */
export function recallOf(app, { id }) {
  const { sections, recallPeriod: { text: period } } = app.journey.questionnaire;
  const prefix = app.t('section.recallPrefix', { period });
  const { items } = sections.find((section) => section.id === id);
  if (!items.every(({ text }) => text.startsWith(prefix))) return { title: null, shorten: (text) => text };
  const shorten = (text) => {
    const [first = '', ...rest] = text.slice(prefix.length).trim();
    return first.toLocaleUpperCase(app.language) + rest.join('');
  };
  return { title: app.t('section.recall', { period }), shorten };
}
