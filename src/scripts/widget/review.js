// The list of answers, before anything is sent.
import { h } from './dom.js';
import { errorList } from './errors.js';
import { recallOf } from './recall.js';

/** All answers by section, each with a button to change it. */
export function review(app) {
  const { journey } = app;
  const errors = errorList(app);
  const goOn = () => {
    const missing = journey.missing.map((item) => ({
      message: app.t('section.errorItem', { question: item.text }),
      goTo: () => app.change(item),
    }));
    if (missing.length > 0) errors.show(missing);
    else app.confirm();
  };
  return [
    app.heading(app.t('review.title')),
    h('p', { class: 'lead' }, app.t(journey.isCounted || app.result ? 'review.again' : 'review.text')),
    errors.node,
    journey.sections.map((section) => answersOf(app, section)),
    h('div', { class: 'steps' },
      h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
      h('button', { type: 'button', class: 'strong', part: 'next', onclick: goOn }, app.t('section.next'))),
  ];
}

function answersOf(app, section) {
  const recall = recallOf(app, section);
  const title = app.journey.questionnaire.sections.find(({ id }) => id === section.id).title;
  return h('section', { class: 'answers', part: 'answers' },
    h('h3', {}, app.told(title)),
    recall.title && h('p', { class: 'recall' }, app.told(recall.title)),
    h('dl', {}, section.items.map((item) => answer(app, item, recall.shorten(item.text)))));
}

function answer(app, item, text) {
  const { journey } = app;
  const code = journey.chosen(item);
  const label = item.options.find((option) => option.code === code)?.label;
  return h('div', {},
    h('dt', {}, app.told(text)),
    h('dd', { class: label ? '' : 'muted' }, app.told(label) ?? app.t(journey.isSkipped(item) ? 'section.preferNot' : 'review.none')),
    h('dd', { class: 'change' },
      h('button', { type: 'button', part: 'change', value: item.id, onclick: () => app.change(item) },
        app.t('review.change'), ' ', h('span', { class: 'unseen' }, app.told(text)))));
}
