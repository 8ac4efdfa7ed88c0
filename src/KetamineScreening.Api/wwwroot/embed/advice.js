// The parts of the result that say what to do: actions with their flags, and next steps.
import { details, h } from './dom.js';

/** The actions, the most urgent first, each with the flags that call for it. */
export function actions(app) {
  const { actions, flags } = app.result;
  const flagOf = new Map(flags.map((flag) => [flag.code, flag]));
  return actions.map(({ urgency, title, text, flags: codes }) => {
    const isUrgent = urgency === 'now' || urgency === 'urgent';
    return h('section', { class: isUrgent ? 'advice urgent' : 'advice', part: `advice advice-${urgency}` },
      h('h3', {}, title),
      h('p', { class: 'urgency' }, app.t(`urgency.${urgency}`)),
      h('p', {}, text),
      h('h4', {}, app.t('result.flagsTitle')),
      list(app, codes.map((code) => flagOf.get(code))));
  });
}

/** The next steps. */
export const nextSteps = (app) => h('section', { part: 'next-steps' },
  h('h3', {}, app.t('result.stepsTitle')),
  list(app, app.result.nextSteps));

// Titles, each with its text in a disclosure. A style sheet that removes list markers removes the role of a list in Safari.
const list = (app, entries) => h('ul', { class: 'short-forms', role: 'list' }, entries.map(({ title, text }) => h('li', {},
  details([title, ' ', h('span', { class: 'hint' }, app.t('result.more'))], { part: 'more' }, h('p', {}, text)))));
