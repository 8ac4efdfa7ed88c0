// Answers and result on one A4 page for a doctor. The page is rendered locally and never sent.
import { partScore, scale } from './band.js';
import { itemsBehind } from './conditions.js';
import { h, paragraphs } from './dom.js';
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
      app.heading(app.isAboutAnother ? app.t('summary.titleOther') : app.t('summary.title')),
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
  const { band, score, completeness } = result;
  const urgencies = urgencyByItem(questionnaire, result, answers);
  const date = new Intl.DateTimeFormat(app.locale, { dateStyle: 'long' }).format(new Date());
  return h('article', { class: `sheet ${kind}`, part: kind, 'aria-hidden': kind === 'paper' ? 'true' : null },
    h('header', {},
      h('h3', {}, questionnaire.title),
      h('p', {}, app.t('summary.head', { version: questionnaire.version, date })),
      h('p', { class: 'verdict' }, band.label),
      band.onScale && scale(app),
      score.max > 0 && paragraphs(app.t('summary.score', score)),
      score.domains.length > 0 && inlineList(score.domains.map((domain) => partScore(app, domain))),
      paragraphs(app.plural('result.completeness', completeness.asked, completeness), completeness.note),
      h('h4', {}, app.t('summary.reasonsTitle')),
      inlineList(result.reasons.map(({ text }) => text)),
      result.actions.length > 0 && [h('h4', {}, app.t('summary.actionsTitle')), result.actions.map((action) => advice(app, action))],
      urgencies.size > 0 && h('p', {}, app.t('summary.marked', MARKS))),
    h('div', { class: 'columns' }, sections.map((section) => h('section', {},
      h('h4', {}, section.title),
      h('dl', {}, section.items.map((item) => line(app, item, answers[item.id], urgencies.get(item.id))))))),
    h('footer', {}, result.disclaimer));
}

const inlineList = (texts) => h('ul', { class: 'inline' }, texts.map((text) => h('li', {}, text)));

// An action with the titles of its flags.
function advice(app, { title, flags }) {
  const titles = app.result.flags.filter(({ code }) => flags.includes(code)).map((flag) => flag.title);
  return [h('p', {}, h('strong', {}, title)), inlineList(titles)];
}

const MARKS = { urgent: '\u25b2', soon: '\u25b3' };

function line(app, item, code, urgency) {
  const label = item.options.find((option) => option.code === code)?.label;
  return h('div', { class: urgency ?? (label ? '' : 'muted') },
    h('dt', {}, item.text),
    h('dd', {}, urgency && `${MARKS[urgency]} `, label ?? app.t('summary.none')));
}

// The items whose answers raised a flag that cannot wait, with the highest urgency of these flags. Required items only say whom a flag
// is for.
function urgencyByItem({ flags, sections }, result, answers) {
  const facts = { answers, counts: {}, score: result.score.value };
  const required = new Set(sections.flatMap((section) => section.items).filter((item) => item.required).map((item) => item.id));
  const urgencies = new Map();
  for (const { when, urgency } of flags) {
    if (urgency === 'routine') continue;
    const mark = urgency === 'soon' ? 'soon' : 'urgent';
    for (const item of itemsBehind(when, facts)) {
      if (!required.has(item) && urgencies.get(item) !== 'urgent') urgencies.set(item, mark);
    }
  }
  return urgencies;
}
