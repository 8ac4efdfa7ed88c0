// Whom to call about a result: one service for each action, and one to talk to.
import { countryChoice, externalLink, serviceLink, services } from './contacts.js';
import { details, h } from './dom.js';
import { icon } from './icons.js';

/**
 * Returns the best service with a number for some purposes. One that answers everywhere in the country comes before a regional one.
 * @param {object} help
 * @param {string[]} purposes the best first
 * @param {string[]} others numbers that are shown already
 */
function serviceFor({ emergency, services }, purposes, others = []) {
  const all = [...emergency, ...services];
  const ofPurpose = (purpose) => {
    const found = all.filter((one) => one.purpose === purpose && one.phone && !others.includes(one.phone));
    return found.find(({ regionsText }) => !regionsText) ?? found[0];
  };
  return purposes.map(ofPurpose).find(Boolean) ?? null;
}

/** The service to call for an action, if the country has one. */
export const serviceForAction = ({ help }, { code }) => help && serviceFor(help, help.calls?.[code] ?? ['emergency']);

/** The button that calls a service, and when and where it answers and what the call costs. */
export const call = (app, service) => [
  h('p', { class: 'actions' }, serviceLink(app, service)),
  service.purpose !== 'emergency' && h('p', { class: 'muted facts' }, icon('clock'),
    [service.hours?.text, service.cost, service.regionsText].filter(Boolean).map((fact) => `${fact.replace(/\.$/, '')}. `)),
];

/** One number to talk to, and all other contacts behind it. */
export function talk(app) {
  return h('section', { class: 'card talk', part: 'talk' },
    h('h3', {}, app.t('result.talkTitle')),
    app.live(() => (app.help ? talkTo(app) : [])),
    details(app.t('result.otherWays'), { part: 'help', id: 'help' }, countryChoice(app), services(app)));
}

function talkTo(app) {
  const called = app.result.actions.map((action) => serviceForAction(app, action)?.phone);
  const purposes = app.help.talk?.[app.journey.questionnaire.perspective] ?? ['crisis'];
  const service = serviceFor(app.help, purposes, called);
  if (service) return [h('p', {}, service.purposeText), ...call(app, service)].filter(Boolean);
  const [website] = app.help.services.filter(({ url }) => url);
  return website ? [h('p', { class: 'actions' }, externalLink(app, website.url, website.name, 'action strong'))] : [];
}
