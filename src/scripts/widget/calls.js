// Whom to call about a result: one service for each action, and one to talk to.
import { countryChoice, externalLink, numberLink, serviceLink, services } from './contacts.js';
import { details, h } from './dom.js';
import { icon } from './icons.js';
import { ltr, withNumbers } from './numbers.js';

// Services with a number, by purpose, the best purpose first.
const callable = ({ emergency, services }, purposes) => purposes.flatMap((purpose) =>
  [...emergency, ...services].filter((one) => one.purpose === purpose && one.phone));

// One that answers everywhere in the country comes before one for some of its regions.
const isNational = ({ regionsText }) => !regionsText;

function serviceFor(help, purposes) {
  const all = callable(help, purposes);
  return all.find((one) => one.purpose === all[0].purpose && isNational(one)) ?? all[0] ?? null;
}

/** The service to call for an action, if the country has one. */
export const serviceForAction = ({ help }, { code }) => help && serviceFor(help, help.calls?.[code] ?? ['emergency']);

/** The button that calls a service, and when and where it answers and what the call costs. */
export const call = (app, service) => [
  h('p', { class: 'actions' }, serviceLink(app, service)),
  service.purpose === 'emergency' && otherNumbers(app, service),
  service.purpose !== 'emergency' && facts(service.hours?.text, service.cost, service.regionsText),
];

/** Short facts beside each other; each is a text of its own, with or without a full stop. */
export function facts(...texts) {
  const items = texts.filter(Boolean).map((text) => h('li', {}, typeof text === 'string' ? withNumbers(text) : text));
  return items.length > 0 && h('div', { class: 'muted facts' }, icon('clock'), h('ul', { role: 'list' }, items));
}

// Where the country is not known, the first number may be a wrong one.
function otherNumbers(app, service) {
  const others = app.help.emergency.filter((one) => one.purpose === 'emergency' && one.phone && one !== service);
  if (app.help.country || others.length === 0) return null;
  return h('p', {}, app.t('emergency.callNext'),
    others.map(({ phone }) => [' ', numberLink('tel', phone, [ltr(phone)], { class: 'plain' })]));
}

/** One number to talk to, and all other contacts behind it. */
export function talk(app) {
  return h('section', { class: 'card talk', part: 'talk' },
    h('h3', {}, app.t('result.talkTitle')),
    app.live(() => (app.help ? talkTo(app) : [])),
    details(app.t('result.otherWays'), { class: 'screen-only', part: 'help', id: 'help' }, countryChoice(app), services(app)));
}

function talkTo(app) {
  const called = app.result.actions.map((action) => serviceForAction(app, action)?.phone);
  const purposes = app.help.talk?.[app.journey.questionnaire.perspective] ?? ['crisis'];
  const all = callable(app.help, purposes);
  const isNew = ({ phone }) => !called.includes(phone);
  const service = all.find((one) => isNational(one) && isNew(one)) ?? all.find(isNational) ?? all.find(isNew);
  if (service) return [h('p', {}, service.purposeText), ...call(app, service)].filter(Boolean);
  const [website] = app.help.services.filter(({ url }) => url);
  return website ? [h('p', { class: 'actions' }, externalLink(app, website.url, website.name, 'action strong'))] : [];
}
