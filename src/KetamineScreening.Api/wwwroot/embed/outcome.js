// The view of the result, most important parts first.
import { contactsSection, emergencyNumbers } from './contacts.js';
import { details, h, paragraphs } from './dom.js';
import { print } from './print.js';

/** The complete result. */
export function outcome(app) {
  const { result } = app;
  const isUrgent = ({ urgency }) => urgency === 'now' || urgency === 'urgent';
  return [
    app.heading(app.t('result.title')),
    advice(app, 'urgent', result.flags.filter(isUrgent)),
    app.failure && localResult(app),
    band(app),
    h('section', { part: 'reasons' }, h('h3', {}, app.t('result.reasonsTitle')), list(app, result.reasons)),
    h('section', { part: 'next-steps' }, h('h3', {}, app.t('result.stepsTitle')), list(app, result.nextSteps, 'ol')),
    advice(app, 'soon', result.flags.filter((flag) => !isUrgent(flag))),
    contactsSection(app),
    h('section', { class: 'card', part: 'emergency-text' },
      h('h3', {}, app.t('emergency.title')),
      h('p', {}, result.emergency.text),
      emergencyNumbers(app)),
    h('section', { part: 'disclaimer' },
      h('h3', {}, app.t('result.notTitle')),
      paragraphs(result.disclaimer, result.validationNote),
      h('h3', {}, app.t('result.completenessTitle')),
      paragraphs(`${app.t('result.completeness', result.completeness)} ${result.completeness.note}`, contribution(app))),
    breakdown(app),
    printChoices(app),
    app.further.map((one) => further(app, one)),
    h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'restart', onclick: () => app.restart() }, app.t('result.restart'))),
  ];
}

const list = (app, entries, tag = 'ul') =>
  h(tag, { class: 'texts' }, entries.map(({ text }) => h('li', {}, emphasizeFirstSentence(app, text))));

// The first sentence says what to do; it is emphasized for people who do not read the whole text.
function emphasizeFirstSentence({ language }, text) {
  const [first] = 'Segmenter' in Intl
    ? new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
    : [{ segment: text }];
  const rest = text.slice(first.segment.length);
  return rest ? [h('strong', {}, first.segment), rest] : text;
}

function advice(app, urgency, flags) {
  return flags.length > 0 && h('section', { class: `advice ${urgency}`, part: `advice advice-${urgency}` },
    h('h3', {}, app.t(`result.${urgency}Title`)),
    list(app, flags));
}

function localResult(app) {
  const { failure, journey } = app;
  const key = { 'not-sent': 'localNotSent', refused: 'localRefused', unsure: 'localUnsure' }[failure];
  return h('section', { class: 'card', part: 'local' },
    h('h3', {}, app.t('result.localTitle')),
    paragraphs(app.t(`result.${key}`), failure === 'unsure' && journey.contribute && app.t('result.localUnsureCounted')),
    h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'try-again', onclick: () => app.finish() }, app.t('result.tryAgain'))));
}

/** The band as a picture: one step of increasing size per band, with a label each and a marker at the band reached. */
export function scale(app) {
  const { bands } = app.journey.questionnaire;
  return h('ol', { class: 'scale', part: 'scale', 'aria-label': app.t('result.scaleLabel') }, bands.map(({ code, label }, index) => {
    const isHere = code === app.result.band.code;
    const attributes = {
      class: `step-${Math.min(index + 1, 4)}${isHere ? ' here' : ''}`,
      part: isHere ? 'band here' : 'band',
      'aria-current': isHere ? 'true' : null,
    };
    return h('li', attributes,
      h('span', { class: 'marker' }, isHere && app.t('result.marker')),
      h('span', { class: 'block', 'aria-hidden': 'true' }),
      h('span', { class: 'label' }, label));
  }));
}

function band(app) {
  const { label, summary } = app.result.band;
  return h('section', { class: 'band', part: 'result' },
    h('p', { class: 'verdict', part: 'band-label' }, label),
    scale(app),
    h('p', { class: 'lead' }, summary),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'to-help', onclick: () => app.goTo('help') }, app.t('result.toHelp'))));
}

function contribution(app) {
  if (app.failure) return null;
  return app.t({ accepted: 'result.accepted', declined: 'result.declined' }[app.result.contribution] ?? 'result.notCounted');
}

function breakdown(app) {
  const { result, journey: { questionnaire } } = app;
  const items = new Map(questionnaire.sections.flatMap((section) => section.items).map((item) => [item.id, item]));
  const label = ({ item, option }) => items.get(item).options.find(({ code }) => code === option).label;
  const ranges = questionnaire.bands.map((one) => app.t('result.range', one)).join('; ');
  return details(app.t('result.breakdownTitle'), { part: 'breakdown' },
    paragraphs(
      app.t('result.breakdownText', { ...result.score, ranges }),
      result.signsPresent && app.t('result.signs', result.signsPresent)),
    h('ul', {}, result.score.domains.map((domain) => h('li', {}, app.t('result.partSum', domain)))),
    h('table', {},
      h('thead', {}, h('tr', {}, ['question', 'answer', 'points'].map((column) => h('th', { scope: 'col' }, app.t(`result.${column}`))))),
      h('tbody', {}, result.breakdown.map((entry) => h('tr', {},
        h('th', { scope: 'row' }, items.get(entry.item).text), h('td', {}, label(entry)), h('td', {}, String(entry.weight)))))));
}

function printChoices(app) {
  return h('section', { class: 'screen-only' },
    h('h3', {}, app.t('result.takeAlong')),
    h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'to-summary', onclick: () => app.show('summary') },
        app.t(`result.summary${app.perspectiveSuffix}`)),
      h('button', { type: 'button', part: 'print', onclick: () => print(app.root.host) }, app.t('result.print'))),
    h('p', { class: 'muted' }, app.t('result.takeAlongNote')));
}

function further(app, { id, title }) {
  const open = (carry) => () => app.goFurther(id, carry);
  return h('section', { class: 'card screen-only', part: 'further' },
    h('h3', {}, app.t('result.moreTitle')),
    h('p', {}, app.t('result.moreText', { title })),
    h('div', { class: 'pair' },
      h('button', { type: 'button', class: 'equal', part: 'further-carry', onclick: open(true) }, app.t('result.moreCarry')),
      h('button', { type: 'button', class: 'equal', part: 'further-fresh', onclick: open(false) }, app.t('result.moreFresh'))));
}
