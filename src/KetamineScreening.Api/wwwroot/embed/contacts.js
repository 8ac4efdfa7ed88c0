// Where help is: the bar that is always there, emergency numbers, services of a country, and the choice of the country.
import { h } from './dom.js';

// Shown when not even the directory of help services can be loaded. It is a list of helplines in many countries.
const LAST_RESORT = 'https://findahelpline.com';

/** A link to another site: in a new tab, so that nothing is lost here, and without telling it where the person comes from. */
function outside(app, address, text) {
  return h('a', { class: 'action', part: 'contact-link', href: address, target: '_blank', rel: 'noopener noreferrer' },
    text, h('span', { class: 'unseen' }, ` (${app.t('contact.newWindow')})`));
}

/** Help for when there are not even words: numbers that many countries share, and the list of helplines. */
export const withoutWords = () => h('p', {},
  ['112', '911', '999', '000'].map((number) => [h('a', { href: `tel:${number}` }, number), ' ']),
  h('a', { href: LAST_RESORT, rel: 'noopener noreferrer' }, new URL(LAST_RESORT).hostname));

const digits = (number) => number.replace(/[^\d+*#]/g, '');

function ways(app, { phone, text, textphone, email, url }) {
  return [
    phone && h('a', { class: 'action strong', part: 'contact-call', href: `tel:${digits(phone)}` }, app.t('contact.call', { number: phone })),
    text && h('a', { class: 'action', part: 'contact-text', href: `sms:${digits(text)}` }, app.t('contact.text', { number: text })),
    textphone && h('a', { class: 'action', href: `tel:${digits(textphone)}` }, app.t('contact.textphone', { number: textphone })),
    email && h('a', { class: 'action', href: `mailto:${email}` }, app.t('contact.email', { address: email })),
    url?.startsWith('https://') && outside(app, url, app.t('contact.website', { site: new URL(url).hostname.replace(/^www\./, '') })),
  ].filter(Boolean);
}

function contact(app, entry) {
  const languages = entry.languages.map((tag) => app.nameOf('language', tag)).join(', ');
  const facts = [
    [app.t('contact.hours'), entry.purpose === 'emergency' && entry.hours.pattern === 'unknown' ? '' : entry.hours.text],
    [app.t('contact.languages'), languages],
    [app.t('contact.cost'), entry.cost],
    [app.t('contact.whatItIsNot'), entry.whatItIsNot],
  ].filter(([, value]) => value);
  const actions = ways(app, entry);
  return h('li', { class: 'contact', part: 'contact' },
    h('p', { class: 'name' }, h('strong', {}, entry.name), ' ', h('span', { class: 'muted' }, entry.purposeText)),
    actions.length > 0 && h('p', { class: 'actions' }, actions),
    h('dl', {}, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    entry.sourceState === 'old-copies-only' && h('p', { class: 'muted' }, app.t('contact.oldCopies')));
}

const contacts = (app, entries) => h('ul', { class: 'contacts' }, entries.map((entry) => contact(app, entry)));

const lastResort = (app) => h('p', {}, app.t('contact.noneLoaded'), ' ', outside(app, LAST_RESORT, new URL(LAST_RESORT).hostname));

/** What to do in an emergency: the questionnaire's own words once there is one. */
export const emergencyText = (app) => app.journey?.questionnaire.emergency ?? app.t('emergency.text');

/** Whom to call in an emergency. */
export const emergencyContacts = (app) => app.live(() => (app.help ? contacts(app, app.help.emergency) : lastResort(app)));

/** The emergency numbers alone; there may be none. */
export const emergencyNumbers = (app) => app.live(() => contacts(app, (app.help?.emergency ?? []).filter((entry) => entry.purpose === 'emergency')));

/** All other services; those of the emergency list that are services too are in both. */
const services = (app) => app.live(() => (app.help ? contacts(app, app.help.services) : lastResort(app)));

/** The choice of the country, of those that have services of their own. Without the directory there is nothing to choose. */
export function countryChoice(app) {
  let made;
  return app.live(() => {
    if (!app.help?.countries?.length) return [];
    made ??= countryField(app);
    made.querySelector('select').value = app.help.country ?? '';
    return made;
  });
}

function countryField(app) {
  const named = app.help.countries.map((code) => [app.nameOf('region', code), code]).sort(([a], [b]) => a.localeCompare(b, app.language));
  const id = app.newId();
  const choose = ({ target }) => app.chooseCountry(target.value);
  return h('div', { class: 'field' },
    h('label', { for: id }, app.t('country.label')),
    h('select', { id, part: 'country', 'aria-describedby': `${id}-note`, onchange: choose },
      h('option', { value: '' }, app.t('country.none')), named.map(([name, code]) => h('option', { value: code }, name))),
    h('p', { class: 'muted', id: `${id}-note` }, app.t('country.note')));
}

/** Help for the country, under its own heading. */
export function contactsSection(app) {
  return h('section', { part: 'help', id: 'help' }, h('h3', { tabindex: '-1' }, app.t('result.helpTitle')), countryChoice(app), services(app));
}

/** The bar above every step: emergency help, and the way out. */
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
