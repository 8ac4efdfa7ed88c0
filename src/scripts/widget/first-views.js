// The views before the questions: introduction, choice of a questionnaire and its description.
import { countryChoice, emergencyBlocks, externalLink, youngPeoplesHelp } from './contacts.js';
import { details, h, paragraphs } from './dom.js';
import { privacy } from './privacy.js';

/** Introduction and choice of a questionnaire. */
export function welcome(app) {
  const fixed = app.questionnaires.find(({ id }) => id === app.fixed);
  return [
    app.heading(fixed?.title ?? app.t('welcome.title')),
    app.notice && h('p', { class: 'card', role: 'status' }, app.notice),
    resume(app),
    unreviewed(app),
    h('p', { class: 'lead' }, fixed?.purpose ?? app.t('welcome.lead')),
    app.fixed ? begin(app) : choices(app),
    h('ul', { class: 'promises', role: 'list' },
      [app.t('welcome.noName'), app.t('welcome.notDiagnosis'), app.t('welcome.yourPace')].map((text) => h('li', {}, text))),
    h('p', { class: 'adults' }, app.t('welcome.adults')),
    youngPeoplesHelp(app),
    details(app.t('safety.title'), {}, paragraphs(app.t('safety.leave'), app.t('safety.history'), ...backTexts(app))),
    privacy(app),
  ];
}

// On a page of its own the page says it.
const unreviewed = (app) => isUnreviewed(app) && !app.page && h('p', { class: 'muted', part: 'unreviewed' },
  h('span', {}, app.t('welcome.unreviewed')), app.wording.space,
  externalLink(app, app.settings.pageOf('contact'), app.t('welcome.unreviewedHelp'), 'plain'));

function isUnreviewed({ wording, language, questionnaires }) {
  const shown = questionnaires.flatMap(({ languages }) => languages).filter((one) => one.language === language);
  return [wording, ...shown].some(({ review }) => review === 'unreviewed');
}

const backTexts = (app) => (app.page ? [app.t('safety.back'), app.t('safety.tab')] : [app.t('safety.backElsewhere')]);

/** What can be continued: the screening of this tab, or the one saved on this device. */
function resume(app) {
  const isOfTab = app.isPrivate;
  const title = isOfTab ? app.journey.questionnaire.title : savedTitle(app);
  if (!title) return null;
  const hasResult = isOfTab ? app.result : app.saved.result;
  const text = isOfTab ? app.t('resume.tab', { title }) : app.t(hasResult ? 'resume.result' : 'resume.text', { title });
  return h('section', { class: 'card', part: 'resume' },
    h('h3', {}, app.t('resume.title')),
    h('p', {}, text),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'resume-continue', onclick: () => app.resume() },
        app.t(hasResult ? 'resume.showResult' : 'resume.continue')),
      h('button', { type: 'button', part: 'resume-forget', onclick: () => app.restart() }, app.t('resume.forget'))));
}

// The saved title is in the language in which it was saved.
const savedTitle = ({ saved, questionnaires }) => questionnaires.find(({ id }) => id === saved?.questionnaire)?.title ?? saved?.title;

function begin(app) {
  return h('p', { class: 'actions' },
    h('button', { type: 'button', class: 'strong', part: 'begin', onclick: () => app.open(app.fixed) }, app.t('section.next')));
}

function choices(app) {
  // Questionnaires about oneself come first; within a group the shortest comes first.
  const group = (perspective, title) => {
    const found = app.questionnaires
      .filter((one) => one.perspective === perspective)
      .sort((a, b) => a.estimatedMinutes - b.estimatedMinutes);
    return found.length > 0 && [h('h4', {}, title), h('ul', {}, found.map((one) => choice(app, one)))];
  };
  return h('section', { class: 'choices' },
    h('h3', {}, app.t('welcome.choose')),
    group('self', app.t('welcome.aboutYourself')),
    group('other', app.t('welcome.aboutAnother')),
    app.page && helpNow(app));
}

const helpNow = (app) => [
  h('h4', {}, app.t('welcome.noQuestions')),
  h('p', { class: 'choice' },
    h('a', { href: app.settings.pageOf('help'), part: 'help-now' }, app.t('welcome.helpNow')),
    h('span', {}, app.t('welcome.helpNowWhat'))),
];

function choice(app, { id, title, purpose, estimatedMinutes, questions }) {
  const purposeId = app.newId();
  return h('li', { class: 'choice' },
    h('button', { type: 'button', part: 'choice', value: id, 'aria-describedby': purposeId, onclick: () => app.open(id) }, title),
    h('p', { id: purposeId }, purpose),
    h('p', { class: 'muted' }, app.t('welcome.effort', { minutes: estimatedMinutes, questions })));
}

/** Description of the chosen questionnaire. */
export function before(app) {
  const { title, purpose, intendedUse, disclaimer, validationNote, estimatedMinutes, recallPeriod } = app.journey.questionnaire;
  return [
    app.heading(app.told(title)),
    // With one questionnaire alone, the view before says it already.
    !app.fixed && h('p', { class: 'lead' }, app.told(purpose)),
    paragraphs(
      app.plural('before.minutes', estimatedMinutes, { minutes: estimatedMinutes }),
      app.t('before.period', { period: recallPeriod.text }),
      app.t('before.skip'),
      app.settings.revealsBand && app.t('before.bandRevealed'),
      app.page && app.t('safety.tab')),
    h('div', { class: 'steps' },
      h('button', { type: 'button', part: 'back', onclick: () => app.back() }, app.t('section.back')),
      h('button', { type: 'button', class: 'strong', part: 'start', onclick: () => app.begin() }, app.t('welcome.begin'))),
    details(app.t('before.about'), {}, paragraphs(...[intendedUse, disclaimer, validationNote].map((text) => app.told(text)))),
    privacy(app),
  ];
}

/** Shown when a questionnaire cannot be loaded; help contacts do not depend on it. */
export function trouble(app) {
  return [
    app.heading(app.t('trouble.title')),
    h('p', {}, app.t('trouble.text')),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'retry', onclick: () => app.retry() }, app.t('trouble.retry')),
      app.result && h('button', { type: 'button', part: 'back', onclick: () => app.show('result') }, app.t('summary.back'))),
    h('section', { class: 'card', part: 'help' },
      h('h3', {}, app.t('emergency.title')),
      countryChoice(app),
      emergencyBlocks(app, 'h4')),
  ];
}
