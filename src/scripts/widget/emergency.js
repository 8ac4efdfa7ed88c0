// The bar above every view: the call in an emergency, what to do until help comes, and the button to leave.
import { facts } from './calls.js';
import { countryChoice, externalLink, helpWithoutDirectory, numberLink, serviceLink } from './contacts.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { ltr } from './numbers.js';

const emergencyNumbers = (help) => help.emergency.filter(({ purpose, phone, text }) => purpose === 'emergency' && (phone || text));

/** The bar. The call is in it only where the country is known: elsewhere there are only numbers to try. */
export function bar(app) {
  const isKnown = () => Boolean(app.help?.country);
  const call = app.live(() => (isKnown() ? [barCall(app)] : []), 'span');
  const label = app.live(() => (isKnown()
    ? [app.t('emergency.more'), h('span', { class: 'unseen' }, ` ${app.t('emergency.moreWhen')}`)]
    : [app.t('emergency.open')]), 'span');
  const panel = h('details', { class: 'emergency', part: 'emergency' },
    h('summary', { part: 'emergency-button' },
      h('span', { class: 'when-closed' }, label), h('span', { class: 'when-open' }, app.t('emergency.close'))),
    h('div', { class: 'panel' },
      h('h2', {}, app.t('emergency.dangerTitle')),
      app.live(() => (app.help ? numbers(app) : helpWithoutDirectory(app))),
      h('h3', {}, app.t('emergency.untilTitle')),
      h('ol', {}, [app.t('emergency.until1'), app.t('emergency.until2'), app.t('emergency.until3')].map((text) => h('li', {}, text))),
      countryChoice(app)));
  const leave = h('button', { type: 'button', class: 'leave', part: 'leave', onclick: () => app.leave() },
    icon('door'), h('span', {}, app.t('leave.button')));
  return h('div', { class: 'bar', part: 'bar' }, call, panel, leave);
}

function barCall(app) {
  const { phone } = emergencyNumbers(app.help).find((entry) => entry.phone);
  return numberLink('tel', phone,
    [app.parts('emergency.call', { number: ltr(phone) }), h('span', { class: 'when' }, ` ${app.t('emergency.callWhen')}`)],
    { class: 'call', part: 'emergency-call' });
}

// The numbers come before the words.
function numbers(app) {
  const [first, ...others] = emergencyNumbers(app.help).sort((a, b) => Boolean(b.phone) - Boolean(a.phone));
  const crisis = app.help.emergency.filter(({ purpose }) => purpose === 'crisis');
  const talk = crisis.find(({ phone, regionsText }) => phone && !regionsText) ?? crisis.find(({ phone }) => phone) ?? crisis[0];
  const message = crisis.find(({ text }) => text);
  return [
    h('p', {}, numberLink('tel', first.phone, app.parts('emergency.call', { number: ltr(first.phone) }), { class: 'action urgent-call' })),
    h('p', {}, app.t('emergency.callFor')),
    others.length > 0 && h('p', {}, app.t('emergency.callNext'), others.map((entry) => [' ', plainLink(app, entry)])),
    talk && h('p', {}, talk.phone ? serviceLink(app, talk) : externalLink(app, talk.url, talk.name)),
    talk && h('p', {}, app.t('emergency.crisisFor')),
    talk && facts(talk.hours?.pattern === 'always' && talk.hours.text, message && messageLink(app, message)),
  ].filter(Boolean);
}

const messageLink = (app, { name, text }) =>
  numberLink('sms', text, app.parts('contact.textName', { name: h('bdi', {}, name), number: ltr(text) }), { class: 'plain' });

function plainLink(app, { phone, text }) {
  const words = phone ? [ltr(phone)] : app.parts('contact.text', { number: ltr(text) });
  return numberLink(phone ? 'tel' : 'sms', phone ?? text, words, { class: 'plain' });
}
