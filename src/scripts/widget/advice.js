// The parts of the result that say what to do: one care card for each action, and next steps.
import { call, serviceForAction } from './calls.js';
import { details, h } from './dom.js';

const MOST_REASONS = 3;
const MOST_STEPS = 3;

/** Whether an action cannot wait. */
export const isUrgent = ({ urgency }) => urgency === 'now' || urgency === 'urgent';

/** The care cards, the most urgent first. */
export const actions = (app) => app.result.actions.map((action) => card(app, action));

function card(app, action) {
  const { urgency, title, text } = action;
  return h('section', { class: isUrgent(action) ? 'advice urgent' : 'advice', part: `advice advice-${urgency}` },
    h('header', {}, h('h3', {}, app.told(title)), h('p', { class: 'urgency' }, app.t(`urgency.${urgency}`))),
    h('div', { class: 'inside' },
      app.live(() => steps(app, action, serviceForAction(app, action)).flat(Infinity).filter(Boolean)),
      details(app.t('result.moreAction'), { part: 'more' }, h('p', {}, app.told(text)))));
}

function because(app, codes) {
  const { perspective } = app.journey.questionnaire;
  const reasons = codes.map((code) => h('li', {}, app.t(`reason.${perspective}.${code}`)));
  const list = (items) => h('ul', { class: 'texts' }, items);
  const rest = reasons.splice(MOST_REASONS);
  return [
    h('p', {}, app.t('result.because')),
    list(reasons),
    rest.length > 0 && details(app.plural('result.moreReasons', rest.length, { count: rest.length }), { part: 'more-reasons' }, list(rest)),
  ];
}

// An emergency number stands behind the signs that call for it, and both come first; every other number follows the reasons.
function steps(app, { code, flags }, service) {
  const isEmergency = service?.purpose === 'emergency';
  const now = h('p', { class: 'now' }, app.t(`action.${code}.now`));
  return [
    isEmergency ? [now, call(app, service), because(app, flags)] : [because(app, flags), service && call(app, service)],
    h('p', { class: 'say' }, app.t('result.say', { words: app.t(`action.${code}.say`) })),
    h('p', {}, app.t(`action.${code}.do`)),
    !isEmergency && now,
  ];
}

/** The first next steps. */
export const nextSteps = (app) => app.result.nextSteps.length > 0 && h('section', { part: 'next-steps' },
  h('h3', {}, app.t('result.stepsTitle')),
  shortForms(app, app.result.nextSteps.slice(0, MOST_STEPS)));

/** The other next steps in closed panels. */
export function furtherSteps(app) {
  const others = app.result.nextSteps.slice(MOST_STEPS);
  const isForFamilies = ({ kind }) => kind === 'family-therapy' && !app.isAboutAnother;
  const title = app.result.audience === 'current-use' ? 'result.stoppingTitle' : 'result.otherStepsTitle';
  const panel = (title, steps) =>
    steps.length > 0 && details(app.t(title), { part: 'further-steps' }, shortForms(app, steps));
  return [panel(title, others.filter((step) => !isForFamilies(step))), panel('result.familiesTitle', others.filter(isForFamilies))];
}

/** What the result says about each answer that calls for advice, in closed panels. */
export const topics = (app) => app.result.flags.map(({ title, text }) =>
  details(app.told(title), { part: 'topic' }, h('p', {}, app.told(text))));

// Titles, each with its text in a disclosure. A style sheet that removes list markers removes the role of a list in Safari.
const shortForms = (app, entries) => h('ul', { class: 'short-forms', role: 'list' }, entries.map(({ title, text }) => h('li', {},
  details(
    [app.told(title), ' ', h('span', { class: 'hint' }, app.t('result.more'))],
    { part: 'more' },
    h('p', {}, app.told(text))))));
