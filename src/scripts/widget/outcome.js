// The view of the result: the verdict, what to do and whom to call; everything else is in closed panels.
import { actions, furtherSteps, isUrgent, nextSteps, topics } from './advice.js';
import { breakdown, scale } from './band.js';
import { talk } from './calls.js';
import { contactsSection, emergencyBlocks, externalLink, services } from './contacts.js';
import { details, h, paragraphs } from './dom.js';
import { icon } from './icons.js';
import { print, printHead } from './print.js';
import { restartChoice } from './restart.js';

/** The complete result. */
export function outcome(app) {
  return [
    printHead(app),
    verdict(app),
    // Advice that can wait often has no number of its own, so the number to talk to comes before it.
    app.result.actions.some(isUrgent) ? [actions(app), talk(app)] : [talk(app), actions(app)],
    nextSteps(app),
    app.failure && localResult(app),
    panels(app),
    // On paper the contacts follow the advice, because they are long.
    h('section', { class: 'print-only' }, h('h3', {}, app.t('result.helpTitle')), services(app)),
    app.further.map((one) => further(app, one)),
    restartChoice(app),
  ];
}

// The band is in the heading, so it is announced with it. A band beside the scale is shown without the scale.
function verdict(app) {
  const { audience, band: { code, label, onScale } } = app.result;
  return h('section', { class: 'verdict', part: 'result' },
    app.heading(app.parts('result.heading', { band: h('span', { part: 'band-label' }, app.told(label)) })),
    onScale && scale(app),
    h('p', {}, app.t('result.notDiagnosis', { verdict: app.t(`verdict.${audience}.${code}`) })));
}

function panels(app) {
  const { band, reasons, learn, disclaimer, validationNote, completeness } = app.result;
  return h('section', { class: 'panels' },
    h('h3', {}, app.t('result.readMore')),
    details(app.t('result.reasonsTitle'), { part: 'reasons' },
      h('p', {}, app.told(band.summary)),
      h('ul', { class: 'texts' }, reasons.map(({ text }) => h('li', {}, app.told(text))))),
    topics(app),
    furtherSteps(app),
    details(app.t('emergency.title'), { part: 'emergency-text' }, emergencyBlocks(app, 'h4')),
    learn.length > 0 && details(app.t('result.learnTitle'), { part: 'learn' }, learningTexts(app)),
    takeWithYou(app),
    details(app.t('result.limitsTitle'), { part: 'disclaimer' },
      paragraphs(app.told(disclaimer), app.told(validationNote)),
      h('h4', {}, app.t('result.completenessTitle')),
      paragraphs(
        completeness.answered < completeness.asked && app.plural('result.completeness', completeness.asked, completeness),
        app.told(completeness.note),
        contribution(app))),
    breakdown(app));
}

function takeWithYou(app) {
  return details(app.t('result.takeWithYou'), { class: 'screen-only', part: 'take-with-you' },
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'to-summary', onclick: () => app.show('summary') },
        app.isAboutAnother ? app.t('result.summaryOther') : app.t('result.summary')),
      h('button', { type: 'button', part: 'print', onclick: () => print(app) }, icon('printer'), app.t('result.print'))),
    h('p', { class: 'muted' }, app.t('result.takeWithYouNote')));
}

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
  const texts = app.learningTexts?.filter(({ id }) => app.result.learn.includes(id)) ?? [{ id: '', title: app.t('result.learnTitle') }];
  return h('ul', { class: 'texts' }, texts.map(({ id, title }) =>
    h('li', {}, externalLink(app, app.settings.pageOf(`learn#${id}`), title, 'plain'))));
}

function contribution(app) {
  if (app.failure) return null;
  return app.t(app.result.contribution === 'received' ? 'result.received' : 'result.declined');
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
