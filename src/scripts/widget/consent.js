// After the answers are checked and before the result: whether they may be counted, and what those who agree say about themselves.
import * as countedOnce from './counted-once.js';
import { h, paragraphs } from './dom.js';
import { form } from './form.js';
import { privacy } from './privacy.js';

/** The question whether the answers may be counted, which has no default; on a page where nothing is counted, a note that says so. */
export function consent(app) {
  if (app.journey.isCounted) return counted(app);
  app.isBandAnnounced = app.settings.revealsBand;
  return app.isCounting ? question(app) : [
    app.heading(app.t('consent.notCounted')),
    h('p', {}, app.t('consent.notCountedText')),
    bandNote(app),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'contributeNo', onclick: () => app.decide(false, false) },
        app.t('consent.seeResult'))),
    privacy(app),
    backButton(app),
  ];
}

function question(app) {
  const { id } = app.journey.questionnaire;
  const { periodLength } = app.policy;
  const isNoted = countedOnce.isNoted(id, periodLength);
  const noteId = app.newId();
  const box = h('input', { type: 'checkbox', part: 'once', checked: isNoted, 'aria-describedby': noteId });
  const choose = (agrees, part, text) =>
    h('button', { type: 'button', class: 'equal', part, onclick: () => app.decide(agrees, box.checked) }, text);
  return [
    app.heading(app.t('consent.question')),
    paragraphs(app.t('consent.explanation')),
    bandNote(app),
    h('div', { class: 'once' },
      h('label', { class: 'option' }, box, h('span', {}, app.t(periodLength === 'year' ? 'consent.onceYear' : 'consent.onceQuarter'))),
      h('p', { class: 'muted', id: noteId }, app.t(isNoted ? 'consent.onceNoted' : 'consent.onceNote'))),
    h('div', { class: 'pair', part: 'contribute' },
      choose(true, 'contributeYes', app.t('consent.yes')),
      choose(false, 'contributeNo', app.t('consent.no'))),
    h('p', { class: 'muted' }, app.t('consent.next')),
    privacy(app),
    backButton(app),
  ];
}

// Nothing is left to decide.
const counted = (app) => [
  app.heading(app.t('consent.countedTitle')),
  h('p', {}, app.t('consent.counted')),
  h('div', { class: 'steps' },
    h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
    h('button', { type: 'button', class: 'strong', part: 'next', onclick: () => app.confirm() }, app.t('section.finish'))),
];

const bandNote = (app) => app.isBandAnnounced && h('p', { class: 'card' }, app.t('consent.bandRevealed'));

/** Age band and gender, both optional. */
export function about(app) {
  if (app.journey.isCounted) return counted(app);
  const { ageBands, genders } = app.policy.about;
  const next = h('button', { type: 'button', class: 'strong', part: 'next', onclick: () => app.finish() }, app.t('section.finish'));
  return [
    app.heading(app.t('about.title')),
    h('p', { class: 'lead' }, app.t('about.text')),
    form({}, () => next,
      h('div', { class: 'questions' },
        choice(app, 'ageBand', app.t('about.age'), ageBands.map((code) => [code, app.t(`about.ageBand.${code}`)])),
        choice(app, 'gender', app.t('about.whichGender'), genders.map((code) => [code, app.t(`about.gender.${code}`)]))),
      h('div', { class: 'steps' },
        h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
        next)),
  ];
}

function choice(app, member, title, codes) {
  const { about: chosen } = app.journey;
  const option = (code, label) => {
    const choose = () => {
      delete chosen[member];
      if (code) chosen[member] = code;
      app.keep();
    };
    return h('label', { class: code ? 'option' : 'option skip', part: 'option' },
      h('input', { type: 'radio', name: member, value: code, checked: chosen[member] === code, onchange: choose }), h('span', {}, label));
  };
  return h('fieldset', { part: 'question' },
    h('legend', {}, title),
    h('div', { class: 'options short' }, option('', app.t('section.preferNot')), codes.map(([code, label]) => option(code, label))));
}

const backButton = (app) => h('p', { class: 'actions' },
  h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')));
