// The first steps: what this is, which questionnaire, and whether the answers may be counted.
import { emergencyContacts, countryChoice } from './contacts.js';
import { details, h, paragraphs } from './dom.js';

/** What this is and is not, and the choice of a questionnaire. */
export function welcome(app) {
  const fixed = app.questionnaires.find(({ id }) => id === app.fixed);
  return [
    app.heading(fixed?.title ?? app.t('welcome.title')),
    h('p', { class: 'lead' }, fixed?.purpose ?? app.t('welcome.lead')),
    h('ul', { class: 'promises' }, ['noName', 'notDiagnosis', 'yourPace'].map((promise) => h('li', {}, app.t(`welcome.${promise}`)))),
    app.notice && h('p', { class: 'card', role: 'status' }, app.notice),
    app.kept ? resume(app) : null,
    app.fixed ? begin(app) : choices(app),
    details(app.t('safety.title'), {}, paragraphs(app.t('safety.leave'), app.t('safety.history'), app.t('safety.back'))),
    privacy(app),
  ];
}

function resume(app) {
  return h('section', { class: 'card', part: 'resume' },
    h('h3', {}, app.t('resume.title')),
    h('p', {}, app.t('resume.text', { title: app.kept.title })),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'resume-continue', onclick: () => app.resume() }, app.t('resume.continue')),
      h('button', { type: 'button', part: 'resume-forget', onclick: () => app.forget() }, app.t('resume.forget'))));
}

function begin(app) {
  return h('p', { class: 'actions' },
    h('button', { type: 'button', class: 'strong', part: 'begin', onclick: () => app.open(app.fixed) }, app.t('welcome.begin')));
}

function choices(app) {
  // The shortest comes first, and what is about the person before what is about others.
  const group = (perspective) => app.questionnaires
    .filter((one) => one.perspective === perspective)
    .sort((a, b) => a.estimatedMinutes - b.estimatedMinutes);
  return h('section', { class: 'choices' }, h('h3', {}, app.t('welcome.choose')), ['self', 'other'].map((perspective) => {
    const found = group(perspective);
    return found.length > 0 && [h('h4', {}, app.t(`welcome.${perspective}`)), h('ul', {}, found.map((one) => choice(app, one)))];
  }));
}

function choice(app, { id, title, purpose, estimatedMinutes, questions }) {
  const about = app.newId();
  return h('li', { class: 'choice' },
    h('button', { type: 'button', part: 'choice', value: id, 'aria-describedby': about, onclick: () => app.open(id) }, title),
    h('p', { id: about }, purpose),
    h('p', { class: 'muted' }, `${app.t('welcome.minutes', { minutes: estimatedMinutes })} \u00b7 ${app.t('welcome.questions', { questions })}`));
}

/** What the chosen questionnaire is, and whether its answers may be counted: asked, with no default. */
export function before(app) {
  const { title, purpose, intendedUse, disclaimer, validationNote, estimatedMinutes, recallPeriod } = app.journey.questionnaire;
  const choose = (contribute, key) => h('button', { type: 'button', class: 'equal', part: key, onclick: () => app.begin(contribute) }, app.t(`before.${key}`));
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
    !app.fixed && h('p', { class: 'actions' }, h('button', { type: 'button', part: 'back', onclick: () => app.restart() }, app.t('section.back'))),
  ];
}

/** How privacy is protected, in the service's own words, fetched when somebody wants to read it. */
function privacy(app) {
  const inside = h('div', { 'aria-live': 'polite' }, h('p', {}, app.t('privacy.loading')));
  const load = async () => {
    const text = await app.service.privacy().catch(() => null);
    if (!text) return inside.replaceChildren(...paragraphs(app.t('privacy.failed')));
    const { summary, ...parts } = text;
    inside.replaceChildren(h('p', {}, summary), ...Object.entries(parts).flatMap(([part, value]) => [h('h4', {}, app.t(`privacy.${part}`)), h('p', {}, value)]));
  };
  return details(app.t('privacy.title'), { ontoggle: ({ target }) => target.open && load() }, inside);
}

/** Something is being waited for. */
export function waiting(app) {
  return [app.heading(app.t('working.title')), h('p', { role: 'status' }, app.t('working.text'))];
}

/** The questions cannot be loaded. Help does not depend on them. */
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
