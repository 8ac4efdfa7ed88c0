import { h } from './dom.js';

/** Shown to whoever returns to a page that was left: it tells nothing, neither an answer nor the questionnaire. */
export const cover = (app) => [
  app.heading(app.t('cover.title')),
  h('p', {}, app.t('cover.text')),
  h('div', { class: 'pair', part: 'cover' },
    h('button', { type: 'button', class: 'equal', part: 'cover-continue', onclick: () => app.uncover() }, app.t('cover.goOn')),
    h('button', { type: 'button', class: 'equal', part: 'cover-clear', onclick: () => app.restart() }, app.t('cover.clear'))),
];
