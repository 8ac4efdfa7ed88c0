// What is always there: emergency help, and the way out.
import { countryChoice, emergencyContacts, emergencyText } from './contacts.js';
import { h } from './dom.js';

/** The bar above every step. */
export function bar(app) {
  const number = () => app.help?.emergency.find((entry) => entry.purpose === 'emergency' && entry.phone)?.phone;
  const label = () => (number() ? app.t('emergency.openWithNumber', { number: number() }) : app.t('emergency.open'));
  const panel = h('details', { class: 'emergency', part: 'emergency' },
    h('summary', { part: 'emergency-button' }, app.live(label, 'span')),
    h('div', { class: 'panel' },
      h('h2', {}, app.t('emergency.title')),
      app.live(() => h('p', {}, emergencyText(app))),
      countryChoice(app),
      emergencyContacts(app)));
  const leave = h('button', { type: 'button', class: 'leave', part: 'leave', onclick: () => app.leave() }, app.t('leave.button'));
  return h('div', { class: 'bar', part: 'bar' }, panel, leave);
}
