// The view of one section of questions.
import { h } from './dom.js';
import * as savedAnswers from './saved-answers.js';

// Two labels up to this length fit side by side on a phone.
const SHORT_LABEL_LENGTH = 22;

/** The current section as a form. */
export function section(app) {
  const { journey } = app;
  const { title, intro, items } = journey.section;
  const questions = new Map(items.map((item) => [item, question(app, item, () => refresh())]));
  const refresh = () => {
    for (const [item, { node }] of questions) node.hidden = !journey.isAsked(item);
    if (journey.missing.length === 0) summary.hidden = true;
    saving.update();
    finish.textContent = app.t(journey.isLast && !journey.isOpen ? 'section.finish' : 'section.next');
    progress.replaceChildren(...progressOf(app));
  };

  const summary = h('div', { class: 'errors', part: 'errors', tabindex: '-1', role: 'alert', hidden: true });
  const progress = h('div', { class: 'progress' });
  const saving = savingChoice(app);
  const finish = h('button', { type: 'submit', class: 'strong', part: 'next' });
  const submit = (event) => {
    event.preventDefault();
    const missing = journey.missing;
    for (const [item, { showError }] of questions) showError(missing.includes(item));
    if (missing.length === 0) return app.forward();
    showSummary(app, summary, missing.map((item) => questions.get(item)));
  };

  const form = h('form', { novalidate: true, onsubmit: submit, part: 'section' },
    h('div', { class: 'questions' }, [...questions.values()].map(({ node }) => node)),
    h('div', { class: 'steps' },
      h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
      finish),
    saving.node);
  refresh();
  return [progress, app.heading(title), h('p', { class: 'lead' }, intro), summary, form];
}

function progressOf(app) {
  const { sections, index, isOpen, questionnaire } = app.journey;
  // The number of sections asked is known once the branching items are answered; until then all sections count.
  const count = isOpen ? questionnaire.sections.length : sections.length;
  const id = app.newId();
  return [
    h('p', { id, class: 'muted' }, app.t(isOpen ? 'section.progressOpen' : 'section.progress', { index: index + 1, count })),
    h('progress', { part: 'progress', max: count, value: index + 1, 'aria-labelledby': id }),
  ];
}

function question(app, item, onChange) {
  const { journey } = app;
  const id = app.newId();
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true }, app.t('section.errorItem'));
  const skipOption = { code: '', label: app.t('section.preferNot') };
  const choices = [...item.options, ...(item.required ? [] : [skipOption])].map(({ code, label }) => {
    const checked = code === '' ? journey.isSkipped(item) : journey.chosen(item) === code;
    const choose = () => {
      if (code === '') journey.skip(item);
      else journey.choose(item, code);
      showError(false);
      onChange();
    };
    return h('label', { class: code === '' ? 'option skip' : 'option', part: 'option' },
      h('input', { type: 'radio', name: item.id, value: code, checked, onchange: choose }), h('span', {}, label));
  });
  const isShort = item.options.every(({ label }) => label.length <= SHORT_LABEL_LENGTH);
  const node = h('fieldset', { part: 'question', 'aria-describedby': `${id}-help` },
    h('legend', {}, item.text, item.required && [' ', h('span', { class: 'needed' }, app.t('section.needed'))]),
    h('p', { class: 'help', id: `${id}-help` }, item.help),
    error,
    h('div', { class: isShort ? 'options short' : 'options' }, choices));
  const showError = (isMissing) => {
    error.hidden = !isMissing;
    node.classList.toggle('wrong', isMissing);
    node.setAttribute('aria-describedby', isMissing ? `${id}-error ${id}-help` : `${id}-help`);
  };
  return { node, showError, text: item.text };
}

function showSummary(app, summary, missing) {
  const goTo = ({ node }) => (event) => {
    event.preventDefault();
    node.querySelector('input').focus();
    node.scrollIntoView();
  };
  summary.replaceChildren(
    h('h3', {}, app.t('section.errorTitle')),
    h('p', {}, app.t('section.errorText')),
    h('ul', {}, missing.map((one) => h('li', {}, h('a', { href: '#', onclick: goTo(one) }, one.text)))));
  summary.hidden = false;
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: 'start' });
}

function savingChoice(app) {
  const id = app.newId();
  const note = h('p', { class: 'muted', id: `${id}-note` }, app.t('section.keepNote'));
  const change = () => {
    app.isSaving = box.checked && savedAnswers.save(app.journey);
    if (!box.checked) savedAnswers.clear();
    note.textContent = app.t(box.checked && !app.isSaving ? 'section.keepFailed' : 'section.keepNote');
    box.checked = app.isSaving;
  };
  const box = h('input', { type: 'checkbox', id, checked: app.isSaving, 'aria-describedby': `${id}-note`, onchange: change });
  return {
    node: h('div', { class: 'keep', part: 'keep' },
      h('label', { for: id, class: 'option' }, box, h('span', {}, app.t('section.keep'))),
      note),
    update: () => app.isSaving && savedAnswers.save(app.journey),
  };
}
