// The views before the questions: introduction, choice of a questionnaire and consent to counting.
import { emergencyContacts, countryChoice } from './contacts.js';
import { details, h, paragraphs } from './dom.js';

/** Introduction and choice of a questionnaire. */
export function welcome(app) {
  const fixed = app.questionnaires.find(({ id }) => id === app.fixed);
  return [
    app.heading(fixed?.title ?? app.t('welcome.title')),
    h('p', { class: 'lead' }, fixed?.purpose ?? app.t('welcome.lead')),
    h('ul', { class: 'promises' }, ['noName', 'notDiagnosis', 'yourPace'].map((key) => h('li', {}, app.t(`welcome.${key}`)))),
    app.notice && h('p', { class: 'card', role: 'status' }, app.notice),
    app.saved ? resume(app) : null,
    app.fixed ? begin(app) : choices(app),
    details(app.t('safety.title'), {}, paragraphs(app.t('safety.leave'), app.t('safety.history'), app.t('safety.back'))),
    privacy(app),
  ];
}

function resume(app) {
  return h('section', { class: 'card', part: 'resume' },
    h('h3', {}, app.t('resume.title')),
    h('p', {}, app.t('resume.text', { title: app.saved.title })),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'resume-continue', onclick: () => app.resume() }, app.t('resume.continue')),
      h('button', { type: 'button', part: 'resume-forget', onclick: () => app.forget() }, app.t('resume.forget'))));
}

function begin(app) {
  return h('p', { class: 'actions' },
    h('button', { type: 'button', class: 'strong', part: 'begin', onclick: () => app.open(app.fixed) }, app.t('welcome.begin')));
}

function choices(app) {
  // Questionnaires about oneself come first; within a group the shortest comes first.
  const group = (perspective) => app.questionnaires
    .filter((one) => one.perspective === perspective)
    .sort((a, b) => a.estimatedMinutes - b.estimatedMinutes);
  return h('section', { class: 'choices' }, h('h3', {}, app.t('welcome.choose')), ['self', 'other'].map((perspective) => {
    const found = group(perspective);
    return found.length > 0 && [h('h4', {}, app.t(`welcome.${perspective}`)), h('ul', {}, found.map((one) => choice(app, one)))];
  }));
}

function choice(app, { id, title, purpose, estimatedMinutes, questions }) {
  const purposeId = app.newId();
  return h('li', { class: 'choice' },
    h('button', { type: 'button', part: 'choice', value: id, 'aria-describedby': purposeId, onclick: () => app.open(id) }, title),
    h('p', { id: purposeId }, purpose),
    h('p', { class: 'muted' },
      `${app.t('welcome.minutes', { minutes: estimatedMinutes })} \u00b7 ${app.t('welcome.questions', { questions })}`));
}

/** Description of the chosen questionnaire, and the question whether its answers may be counted; it has no default. */
export function before(app) {
  const { title, purpose, intendedUse, disclaimer, validationNote, estimatedMinutes, recallPeriod } = app.journey.questionnaire;
  const choose = (contribute, key) =>
    h('button', { type: 'button', class: 'equal', part: key, onclick: () => app.begin(contribute) }, app.t(`before.${key}`));
  return [
    app.heading(title),
    h('p', { class: 'lead' }, purpose),
    paragraphs(`${app.t('before.time', { minutes: estimatedMinutes, period: recallPeriod.text })} ${app.t('before.leaveOut')}`),
    details(app.t('before.about'), {}, paragraphs(intendedUse, disclaimer, validationNote)),
    h('section', { class: 'card', part: 'contribute' },
      h('h3', {}, app.t('before.contributeTitle')),
      paragraphs(app.t('before.contributeText')),
      h('div', { class: 'pair' }, choose(true, 'contributeYes'), choose(false, 'contributeNo')),
      h('p', { class: 'muted' }, app.t('before.contributeBegins'))),
    privacy(app),
    !app.fixed && h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'back', onclick: () => app.restart() }, app.t('section.back'))),
  ];
}

/** The privacy statement of the service, loaded when the person opens it. */
function privacy(app) {
  const content = h('div', { 'aria-live': 'polite' }, h('p', {}, app.t('privacy.loading')));
  const load = async () => {
    const text = await app.service.privacy().catch(() => null);
    if (!text) return content.replaceChildren(...paragraphs(app.t('privacy.failed')));
    const { summary, ...parts } = text;
    const sections = Object.entries(parts).flatMap(([key, value]) => [h('h4', {}, app.t(`privacy.${key}`)), h('p', {}, value)]);
    content.replaceChildren(h('p', {}, summary), ...sections);
  };
  return details(app.t('privacy.title'), { ontoggle: ({ target }) => target.open && load() }, content);
}

/** Shown while the result is loading. */
export function waiting(app) {
  return [app.heading(app.t('working.title')), h('p', { role: 'status' }, app.t('working.text'))];
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
      h('p', {}, app.t('emergency.text')),
      countryChoice(app),
      emergencyContacts(app)),
  ];
}
