// Answers and result on a sheet for a doctor, the most important first. It is made on the device and never sent.
import { scale } from './band.js';
import { itemsBehind } from './conditions.js';
import { h, paragraphs } from './dom.js';
import { icon } from './icons.js';
import { print, today } from './print.js';

// Sections that have a place of their own on the sheet.
const USE = ['context', 'pattern'];
const CAUTIONS = 'cautions';
const QUICKLY = 'red-flags';
// Answers that say that there is nothing.
const NOTHING = ['never', 'no'];

/** The sheet, and ways to take it along. */
export function summary(app) {
  const paper = sheet(app);
  const status = h('p', { role: 'status' });
  return [
    h('div', { class: 'screen-only' },
      app.heading(app.isAboutAnother ? app.t('summary.titleOther') : app.t('summary.title')),
      h('p', {}, app.t('summary.intro')),
      h('p', { class: 'actions' },
        h('button', { type: 'button', class: 'strong', part: 'copy', onclick: () => copy(app, paper, status) }, app.t('result.copy')),
        h('button', { type: 'button', part: 'print', onclick: () => print(app) }, icon('printer'), app.t('summary.print')),
        h('button', { type: 'button', part: 'back', onclick: () => app.show('result') }, app.t('summary.back'))),
      status),
    paper,
  ];
}

// A page can forbid its frames to copy, and an old browser cannot.
async function copy(app, paper, status) {
  try {
    await navigator.clipboard.writeText(paper.innerText);
    status.textContent = app.t('result.copied');
  } catch {
    status.textContent = app.t('result.notCopied');
    getSelection().selectAllChildren(paper);
  }
}

function sheet(app) {
  const { result: { band, score, completeness, disclaimer }, journey: { questionnaire } } = app;
  return h('article', { class: 'sheet', part: 'sheet' },
    h('header', {},
      h('h3', {}, app.told(questionnaire.title)),
      h('p', {}, app.t('summary.head', { version: questionnaire.version, date: today(app) })),
      h('p', { class: 'reached' }, app.told(band.label)),
      band.onScale && scale(app),
      score.max > 0 && paragraphs(app.t('summary.score', score)),
      paragraphs(app.plural('result.completeness', completeness.asked, completeness))),
    first(app),
    advice(app),
    h('h4', {}, app.t('summary.answersTitle')),
    h('div', { class: 'columns' }, app.journey.sections.filter(({ id }) => !USE.includes(id)).map((section) => part(app, section))),
    h('h4', {}, app.t('summary.askTitle')),
    h('div', { class: 'blank' }),
    h('div', { class: 'blank' }),
    h('footer', {}, app.told(disclaimer)));
}

// What a doctor needs at a glance: urgent answers, use, cautions, and what else cannot wait.
function first(app) {
  const { sections } = app.journey;
  const urgent = urgentItems(app);
  const itemsOf = (ids) => sections.filter(({ id }) => ids.includes(id)).flatMap(({ items }) => items);
  const told = (items) => items.filter((item) => isSomething(app, item) && !urgent.includes(item.id));
  const block = (title, items) => items.length > 0 && h('div', {},
    h('h4', {}, app.t(title)),
    h('ul', { class: 'lines', role: 'list' }, items.map((item) => h('li', {}, line(app, item)))));
  return h('div', { class: 'first', part: 'first' },
    block('summary.urgentTitle', sections.flatMap(({ items }) => items).filter(({ id }) => urgent.includes(id))),
    block('summary.useTitle', itemsOf(USE)),
    block('summary.cautionsTitle', told(itemsOf([CAUTIONS]))),
    block('summary.mixingTitle', told(itemsOf([QUICKLY]))));
}

// The actions, each with the titles of its flags.
function advice(app) {
  const { actions, flags } = app.result;
  const titles = (codes) => flags.filter(({ code }) => codes.includes(code)).map((flag) => flag.title);
  const words = ({ title, flags: codes }) =>
    app.parts('summary.action', { action: h('strong', {}, app.told(title)), reasons: listOf(app, titles(codes)) });
  return actions.length > 0 && [
    h('h4', {}, app.t('summary.actionsTitle')),
    h('ul', { class: 'lines', role: 'list' }, actions.map((action) => h('li', {}, words(action)))),
  ];
}

// The answers to one part of the questionnaire. Answers that say nothing, and questions without an answer, take one line each.
function part(app, { title, items }) {
  const others = items.filter((item) => !isSomething(app, item));
  const byAnswer = new Map();
  for (const item of others) byAnswer.set(answer(app, item), [...byAnswer.get(answer(app, item)) ?? [], item]);
  const names = (group) => listOf(app, group.map((item) => nameOf(app, item)));
  return h('section', {},
    h('h5', {}, app.told(title)),
    h('ul', { class: 'lines', role: 'list' },
      items.filter((item) => isSomething(app, item)).map((item) => h('li', {}, line(app, item))),
      [...byAnswer].map(([label, group]) => h('li', { class: 'muted' }, app.t('summary.noneOf', { answer: label, items: names(group) })))));
}

function isSomething({ journey: { answers } }, { id }) {
  return answers[id] !== undefined && !NOTHING.includes(answers[id]);
}

// Some entries have commas of their own, so the list has other marks between them than those of `Intl.ListFormat`.
const listOf = (app, texts) => texts.reduce((first, second) => app.t('summary.list', { first, second }));

const nameOf = (app, { id }) => app.t(`item.${id}`);

const answer = (app, { id, options }) =>
  options.find(({ code }) => code === app.journey.answers[id])?.label ?? app.t('summary.none');

const line = (app, item) => app.t('summary.line', { item: nameOf(app, item), answer: answer(app, item) });

// The items whose answers raised an urgent flag. Required items only say whom a flag is for.
function urgentItems({ result, journey: { questionnaire, answers } }) {
  const facts = { answers, counts: {}, score: result.score.value };
  const required = questionnaire.sections.flatMap(({ items }) => items).filter((item) => item.required).map(({ id }) => id);
  const flags = questionnaire.flags.filter(({ urgency }) => urgency === 'urgent' || urgency === 'now');
  return flags.flatMap(({ when }) => itemsBehind(when, facts)).filter((id) => !required.includes(id));
}
