// Answers and result on one A4 page for a doctor. The page is rendered locally and never sent.
import { itemsBehind } from './conditions.js';
import { h } from './dom.js';
import { scale } from './outcome.js';
import { print } from './print.js';

// Range of the font size in points.
const MAX_FONT_SIZE = 10;
const MIN_FONT_SIZE = 5;

/** A preview for the screen and the page for printing. */
export function summary(app) {
  const paper = sheet(app, 'paper');
  app.whenShown(() => fitToPage(paper));
  return [
    h('div', { class: 'screen-only' },
      app.heading(app.t(`summary.title${app.perspectiveSuffix}`)),
      h('p', {}, app.t('summary.intro')),
      h('p', { class: 'actions' },
        h('button', { type: 'button', class: 'strong', part: 'print', onclick: () => print(app.root.host) }, app.t('summary.print')),
        h('button', { type: 'button', part: 'back', onclick: () => app.show('result') }, app.t('summary.back')))),
    sheet(app, 'preview'),
    paper,
  ];
}

// Chooses the largest font size at which everything fits on the page; the style sheet sets the size of the page.
function fitToPage(paper) {
  for (let size = MAX_FONT_SIZE; size >= MIN_FONT_SIZE; size -= 0.25) {
    paper.style.fontSize = `${size}pt`;
    if (paper.scrollHeight <= paper.clientHeight) return;
  }
}

function sheet(app, kind) {
  const { result, journey: { questionnaire, answers, sections } } = app;
  const { score, completeness } = result;
  const urgencies = urgencyByItem(questionnaire, result, answers);
  const date = new Intl.DateTimeFormat(app.locale, { dateStyle: 'long' }).format(new Date());
  return h('article', { class: `sheet ${kind}`, part: kind, 'aria-hidden': kind === 'paper' ? 'true' : null },
    h('header', {},
      h('p', { class: 'name' },
        h('strong', {}, questionnaire.title),
        ` · ${app.t('summary.version', questionnaire)} · ${app.t('summary.date', { date })}`),
      h('p', { class: 'verdict' }, result.band.label),
      scale(app),
      h('p', {}, app.t('summary.score', score), ' ', score.domains.map((domain) => app.t('result.partSum', domain)).join('; '), '. ',
        app.t('result.completeness', completeness), ' ', completeness.note),
      h('p', {}, h('strong', {}, app.t('summary.reasons')), ' ', result.reasons.map(({ text }) => text).join(' ')),
      urgencies.size > 0 && h('p', {}, app.t('summary.marked', MARKS))),
    h('div', { class: 'columns' }, sections.map((section) => h('section', {},
      h('h3', {}, section.title),
      h('dl', {}, section.items.map((item) => line(app, item, answers[item.id], urgencies.get(item.id))))))),
    h('footer', {}, result.disclaimer));
}

const MARKS = { urgent: '\u25b2', soon: '\u25b3' };

function line(app, item, code, urgency) {
  const label = item.options.find((option) => option.code === code)?.label;
  return h('div', { class: urgency ?? (label ? '' : 'muted') },
    h('dt', {}, item.text),
    h('dd', {}, urgency && `${MARKS[urgency]} `, label ?? app.t('summary.none')));
}

// The items whose answers raised a flag, with the highest urgency of these flags.
function urgencyByItem({ flags }, result, answers) {
  const facts = { answers, counts: {}, score: result.score.value };
  const urgencies = new Map();
  for (const { when, urgency } of flags) {
    const mark = urgency === 'now' || urgency === 'urgent' ? 'urgent' : 'soon';
    for (const item of itemsBehind(when, facts)) if (urgencies.get(item) !== 'urgent') urgencies.set(item, mark);
  }
  return urgencies;
}
