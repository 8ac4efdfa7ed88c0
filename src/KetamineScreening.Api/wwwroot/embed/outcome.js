// The view of the result, most important parts first.
import { actions, nextSteps } from './advice.js';
import { band, breakdown } from './band.js';
import { contactsSection, emergencyBlocks, externalLink } from './contacts.js';
import { h, paragraphs } from './dom.js';
import { print } from './print.js';
import { restartChoice } from './restart.js';

/** The complete result. */
export function outcome(app) {
  const { result } = app;
  return [
    app.heading(app.t('result.heading', { band: inSentence(app, result.band.label) })),
    actions(app),
    app.failure && localResult(app),
    band(app),
    h('section', { part: 'reasons' },
      h('h3', {}, app.t('result.reasonsTitle')),
      h('ul', { class: 'texts' }, result.reasons.map(({ text }) => h('li', {}, text)))),
    nextSteps(app),
    contactsSection(app),
    h('section', { class: 'card', part: 'emergency-text' }, h('h3', {}, app.t('emergency.title')), emergencyBlocks(app, 'h4')),
    result.learn.length > 0 && h('section', { part: 'learn' }, h('h3', {}, app.t('result.learnTitle')), learningTexts(app)),
    h('section', { part: 'disclaimer' },
      h('h3', {}, app.t('result.limitsTitle')),
      paragraphs(result.disclaimer, result.validationNote),
      h('h3', {}, app.t('result.completenessTitle')),
      paragraphs(
        app.plural('result.completeness', result.completeness.asked, result.completeness),
        result.completeness.note,
        contribution(app))),
    breakdown(app),
    printChoices(app),
    app.further.map((one) => further(app, one)),
    restartChoice(app),
  ];
}

const inSentence = (app, label) => label.charAt(0).toLocaleLowerCase(app.language) + label.slice(1);

function localResult(app) {
  const { failure, journey } = app;
  const text = {
    'not-sent': app.t('result.localNotSent'),
    refused: app.t('result.localRefused'),
    unsure: app.t('result.localUnsure'),
  }[failure];
  return h('section', { class: 'card', part: 'local' },
    h('h3', {}, app.t('result.localTitle')),
    paragraphs(text, failure === 'unsure' && journey.contribute && app.t('result.localUnsureCounted')),
    h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'try-again', onclick: () => app.finish() }, app.t('result.tryAgain'))));
}

// Links to the texts that the result names. Without the list of titles there is one link to all of them.
function learningTexts(app) {
  const texts = app.learningTexts?.filter(({ id }) => app.result.learn.includes(id)) ?? [{ id: '', title: app.t('learn.title') }];
  return h('ul', { class: 'texts' }, texts.map(({ id, title }) =>
    h('li', {}, externalLink(app, new URL(`learn#${id}`, app.settings.base).href, title, 'plain'))));
}

function contribution(app) {
  if (app.failure) return null;
  return app.t(app.result.contribution === 'received' ? 'result.received' : 'result.declined');
}

function printChoices(app) {
  return h('section', { class: 'screen-only' },
    h('h3', {}, app.t('result.takeWithYou')),
    h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'to-summary', onclick: () => app.show('summary') },
        app.isAboutAnother ? app.t('result.summaryOther') : app.t('result.summary')),
      h('button', { type: 'button', part: 'print', onclick: () => print(app.root.host) }, app.t('result.print'))),
    h('p', { class: 'muted' }, app.t('result.takeWithYouNote')));
}

function further(app, { id, title }) {
  return h('section', { class: 'card screen-only', part: 'further' },
    h('h3', {}, app.t('result.furtherTitle')),
    h('p', {}, app.t('result.furtherText', { title })),
    carryChoice(app, id, app.t('result.carry'), app.t('result.fresh')));
}

/** Shown instead of a result when the version that was answered has been retired in the meantime. */
export const replaced = (app) => [
  app.heading(app.t('replaced.title')),
  h('p', {}, app.t('replaced.text')),
  carryChoice(app, app.journey.questionnaire.id, app.t('replaced.carry'), app.t('replaced.fresh')),
  contactsSection(app),
];

// Opens a questionnaire with or without the answers to items that both have.
const carryChoice = (app, id, carry, fresh) => h('div', { class: 'pair' },
  h('button', { type: 'button', class: 'equal', part: 'further-carry', onclick: () => app.goFurther(id, true) }, carry),
  h('button', { type: 'button', class: 'equal', part: 'further-fresh', onclick: () => app.goFurther(id, false) }, fresh));
