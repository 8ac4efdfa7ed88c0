// The view of one step of questions: one question, or those of a section.
import { h } from './dom.js';
import { errorList } from './errors.js';
import { form } from './form.js';
import { keepChoice } from './keep-choice.js';
import { question } from './question.js';
import { recallOf } from './recall.js';

/** The current step. */
export function section(app) {
  const { journey } = app;
  const { layout, section: { title, intro }, items } = journey;
  const isAlone = layout === 'one';
  const recall = recallOf(app, journey.section);
  const ask = (item) => question(app, item, { text: recall.shorten(item.text), isHeading: isAlone, onChange: () => change() });
  const questions = new Map(items.map((item) => [item, ask(item)]));
  const missing = () => items.filter((item) => item.required && journey.isAsked(item) && !journey.isSettled(item));
  const refresh = () => {
    for (const [item, { node }] of questions) node.hidden = !journey.isAsked(item);
    if (missing().length === 0) errors.show([]);
    next.textContent = app.t(nextKey(app));
    progress.replaceChildren(...progressOf(app));
  };
  const change = () => {
    app.answersChanged();
    refresh();
  };
  const submit = () => {
    const lacking = missing();
    for (const [item, { showError }] of questions) showError(lacking.includes(item));
    if (lacking.length === 0) return app.forward();
    errors.show(lacking.map((item) => questions.get(item)).map(({ node, message }) => ({ message, goTo: () => goTo(node) })));
  };

  const errors = errorList(app);
  const progress = h('div', { class: 'progress' });
  const next = h('button', { type: 'button', class: 'strong', part: 'next', onclick: submit });
  const step = form({ part: 'section' }, () => next,
    h('div', { class: 'questions' }, [...questions.values()].map(({ node }) => node)),
    h('div', { class: 'steps' },
      h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
      next),
    app.canKeep && keepChoice(app));
  refresh();
  const isFirstOfSection = journey.sections.some(({ items: [first] }) => items.includes(first));
  return [h('div', { class: isAlone ? 'step alone' : 'step' },
    progress,
    isAlone ? h('p', { class: 'part-title' }, app.told(title)) : app.heading(app.told(title)),
    recall.title && h('p', { class: 'recall' }, app.told(recall.title)),
    (!isAlone || isFirstOfSection) && h('p', { class: 'lead' }, app.told(intro)),
    errors.node,
    step)];
}

function goTo(node) {
  node.querySelector('input').focus();
  node.scrollIntoView();
}

function nextKey({ journey, trail }) {
  if (trail.current.isChange) return 'review.return';
  return journey.isLast && !journey.isOpen ? 'section.check' : 'section.next';
}

function progressOf(app) {
  const { sections, section: { id }, isOpen } = app.journey;
  const index = sections.findIndex((one) => one.id === id) + 1;
  const count = sections.length;
  // The number of sections is known once the branching items are answered; until then the bar only takes its place. It is not read out,
  // because the text says the same.
  return [
    h('p', { class: 'muted' }, app.t(isOpen ? 'section.progressOpen' : 'section.progress', { index, count })),
    h('progress', { part: 'progress', class: isOpen ? 'unknown' : null, max: count, value: index, 'aria-hidden': 'true' }),
  ];
}
