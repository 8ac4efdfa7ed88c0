import { h, paragraphs } from './dom.js';

/** The button to clear everything; it asks in its place before it does so. */
export function restartChoice(app) {
  const place = h('div', { class: 'restart' });
  const ask = () => {
    const keep = h('button', { type: 'button', class: 'equal', part: 'restart-no', onclick: () => offer(true) }, app.t('restart.no'));
    const clear = h('button', { type: 'button', class: 'equal', part: 'restart-yes', onclick: () => app.restart() }, app.t('restart.yes'));
    place.replaceChildren(
      h('h3', { tabindex: '-1' }, app.t('restart.question')),
      ...paragraphs(app.t('restart.text')),
      h('div', { class: 'pair' }, keep, clear));
    place.firstChild.focus();
    place.scrollIntoView({ block: 'nearest' });
  };
  const offer = (isFocused) => {
    const button = h('button', { type: 'button', part: 'restart', onclick: ask }, app.t('result.restart'));
    place.replaceChildren(h('p', { class: 'actions' }, button));
    if (isFocused) button.focus();
  };
  offer(false);
  return place;
}
