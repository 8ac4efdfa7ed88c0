// One question with its options.
import { details, h } from './dom.js';

// Two labels up to this width fit side by side on a phone; a letter of a Western script counts 1, a Chinese character 2.
const SHORT_LABEL = 22;
const FIRST_WIDE_CHARACTER = '\u2e80';

/**
 * @param {import('./app.js').App} app
 * @param {object} item as served by the API
 * @param {{ text: string, isHeading: boolean, onChange: () => void }} options the text to show; a question that is alone on the screen
 *   is its heading
 * @returns {{ node: HTMLElement, message: string, showError: (isMissing: boolean) => void }}
 */
export function question(app, item, { text, isHeading, onChange }) {
  const id = app.newId();
  const message = app.t('section.errorItem', { question: text });
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true }, message);
  const isShort = item.options.every(({ label }) => widthOf(label) <= SHORT_LABEL);
  const node = h('fieldset', { part: 'question' },
    h('legend', {},
      isHeading ? app.heading(app.told(text)) : app.told(text),
      item.required && [' ', h('span', { class: 'needed' }, app.t('section.needed'))]),
    help(app, item.help, `${id}-help`, isHeading),
    error,
    h('div', { class: isShort ? 'options short' : 'options' }, options(app, item, () => {
      showError(false);
      onChange();
    })));
  const showError = (isMissing) => {
    error.hidden = !isMissing;
    node.classList.toggle('wrong', isMissing);
    node.setAttribute('aria-describedby', isMissing ? `${id}-error ${id}-help` : `${id}-help`);
  };
  showError(false);
  return { node, message, showError };
}

const widthOf = (label) => [...label].reduce((width, character) => width + (character >= FIRST_WIDE_CHARACTER ? 2 : 1), 0);

// A question that is alone on a small screen shows the first sentence, and the rest on request.
function help(app, text, id, isBrief) {
  const first = isBrief ? firstSentence(text, app.journey.questionnaire.language) : text;
  const rest = text.slice(first.length).trim();
  return [
    h('p', { class: 'help', id }, app.told(first.trim())),
    rest && details(app.t('section.whatCounts'), { class: 'what-counts' }, h('p', {}, app.told(rest))),
  ];
}

// The whole text in a language that writes no marks between sentences.
function firstSentence(text, language) {
  if (!Intl.Segmenter) return text;
  const [first] = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return first.segment;
}

function options(app, item, onChoose) {
  const { journey } = app;
  const skipOption = { code: '', label: app.t('section.preferNot') };
  return [...item.options, ...(item.required ? [] : [skipOption])].map(({ code, label }) => {
    const checked = code === '' ? journey.isSkipped(item) : journey.chosen(item) === code;
    const choose = () => {
      if (code === '') journey.skip(item);
      else journey.choose(item, code);
      onChoose();
    };
    return h('label', { class: code === '' ? 'option skip' : 'option', part: 'option' },
      h('input', { type: 'radio', name: item.id, value: code, checked, onchange: choose }),
      h('span', {}, code === '' ? label : app.told(label)));
  });
}
