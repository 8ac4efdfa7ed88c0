// One section of questions at a time.
import { h } from './dom.js';
import * as kept from './kept.js';

// Labels up to this length fit two beside each other on a phone.
const SHORT_LABEL = 22;

/** The present section, as a form. */
export function section(app) {
  const { journey } = app;
  const { title, intro, items } = journey.section;
  const questions = new Map(items.map((item) => [item, question(app, item, () => refresh())]));
  const refresh = () => {
    for (const [item, { node }] of questions) node.hidden = !journey.isAsked(item);
    if (journey.missing.length === 0) summary.hidden = true;
    keep.update();
    finish.textContent = app.t(journey.isLast && !journey.isOpen ? 'section.finish' : 'section.next');
    progress.replaceChildren(...progressOf(app));
  };

  const summary = h('div', { class: 'errors', part: 'errors', tabindex: '-1', role: 'alert', hidden: true });
  const progress = h('div', { class: 'progress' });
  const keep = keepChoice(app);
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
    keep.node);
  refresh();
  return [progress, app.heading(title), h('p', { class: 'lead' }, intro), summary, form];
}

function progressOf(app) {
  const { sections, index, isOpen, questionnaire } = app.journey;
  // How many parts there are is known once the questions that decide it are answered; until then all may come.
  const count = isOpen ? questionnaire.sections.length : sections.length;
  const id = app.newId();
  return [
    h('p', { id, class: 'muted' }, app.t(isOpen ? 'section.progressOpen' : 'section.progress', { index: index + 1, count })),
    h('progress', { part: 'progress', max: count, value: index + 1, 'aria-labelledby': id }),
  ];
}

function question(app, item, changed) {
  const { journey } = app;
  const id = app.newId();
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true }, app.t('section.errorItem'));
  const choices = [...item.options, ...(item.required ? [] : [{ code: '', label: app.t('section.preferNot') }])].map(({ code, label }) => {
    const checked = code === '' ? journey.isSkipped(item) : journey.chosen(item) === code;
    const choose = () => {
      if (code === '') journey.skip(item);
      else journey.choose(item, code);
      showError(false);
      changed();
    };
    return h('label', { class: code === '' ? 'option skip' : 'option', part: 'option' },
      h('input', { type: 'radio', name: item.id, value: code, checked, onchange: choose }), h('span', {}, label));
  });
  const isShort = item.options.every(({ label }) => label.length <= SHORT_LABEL);
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

function keepChoice(app) {
  const id = app.newId();
  const note = h('p', { class: 'muted', id: `${id}-note` }, app.t('section.keepNote'));
  const change = () => {
    app.keeps = box.checked && kept.write(app.journey);
    if (!box.checked) kept.forget();
    note.textContent = app.t(box.checked && !app.keeps ? 'section.keepFailed' : 'section.keepNote');
    box.checked = app.keeps;
  };
  const box = h('input', { type: 'checkbox', id, checked: app.keeps, 'aria-describedby': `${id}-note`, onchange: change });
  return {
    node: h('div', { class: 'keep', part: 'keep' }, h('label', { for: id, class: 'option' }, box, h('span', {}, app.t('section.keep'))), note),
    update: () => app.keeps && kept.write(app.journey),
  };
}
