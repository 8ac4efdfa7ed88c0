// The views before the questions: introduction, choice of a questionnaire and consent to counting.
import { countryChoice, emergencyBlocks, youngPeoplesHelp } from './contacts.js';
import { details, h, paragraphs } from './dom.js';

/** Introduction and choice of a questionnaire. */
export function welcome(app) {
  const fixed = app.questionnaires.find(({ id }) => id === app.fixed);
  return [
    app.heading(fixed?.title ?? app.t('welcome.title')),
    h('p', { class: 'lead' }, fixed?.purpose ?? app.t('welcome.lead')),
    h('ul', { class: 'promises' },
      [app.t('welcome.noName'), app.t('welcome.notDiagnosis'), app.t('welcome.yourPace')].map((text) => h('li', {}, text))),
    h('p', { class: 'adults' }, app.t('welcome.adults')),
    youngPeoplesHelp(app),
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
  const group = (perspective, title) => {
    const found = app.questionnaires
      .filter((one) => one.perspective === perspective)
      .sort((a, b) => a.estimatedMinutes - b.estimatedMinutes);
    return found.length > 0 && [h('h4', {}, title), h('ul', {}, found.map((one) => choice(app, one)))];
  };
  return h('section', { class: 'choices' },
    h('h3', {}, app.t('welcome.choose')),
    group('self', app.t('welcome.aboutYourself')),
    group('other', app.t('welcome.aboutAnother')));
}

function choice(app, { id, title, purpose, estimatedMinutes, questions }) {
  const purposeId = app.newId();
  return h('li', { class: 'choice' },
    h('button', { type: 'button', part: 'choice', value: id, 'aria-describedby': purposeId, onclick: () => app.open(id) }, title),
    h('p', { id: purposeId }, purpose),
    h('p', { class: 'muted' }, app.t('welcome.effort', { minutes: estimatedMinutes, questions })));
}

/** Description of the chosen questionnaire, and the question whether its answers may be counted; it has no default. */
export function before(app) {
  const { title, purpose, intendedUse, disclaimer, validationNote, estimatedMinutes, recallPeriod } = app.journey.questionnaire;
  const choose = (contribute, part, text) =>
    h('button', { type: 'button', class: 'equal', part, onclick: () => app.begin(contribute) }, text);
  return [
    app.heading(title),
    h('p', { class: 'lead' }, purpose),
    paragraphs(
      app.plural('before.minutes', estimatedMinutes, { minutes: estimatedMinutes }),
      app.t('before.period', { period: recallPeriod.text }),
      app.t('before.skip')),
    details(app.t('before.about'), {}, paragraphs(intendedUse, disclaimer, validationNote)),
    h('section', { class: 'card', part: 'contribute' },
      h('h3', {}, app.t('consent.question')),
      paragraphs(app.t('consent.explanation')),
      h('div', { class: 'pair' },
        choose(true, 'contributeYes', app.t('consent.yes')),
        choose(false, 'contributeNo', app.t('consent.no'))),
      h('p', { class: 'muted' }, app.t('consent.next'))),
    privacy(app),
    !app.fixed && h('p', { class: 'actions' },
      h('button', { type: 'button', part: 'back', onclick: () => app.restart() }, app.t('section.back'))),
  ];
}

/** The privacy statement of the service, loaded when the person opens it. */
function privacy(app) {
  const content = h('div', { 'aria-live': 'polite' }, h('p', {}, app.t('welcome.loading')));
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
      countryChoice(app),
      emergencyBlocks(app, 'h4')),
  ];
}
