// Help contacts: the bar above every view, emergency numbers, the services of a country, and the choice of the country.
import { h } from './dom.js';

// An international list of helplines, shown when the help directory cannot be loaded.
const LAST_RESORT = 'https://findahelpline.com';

/** A link to another site; it opens in a new tab, so that answers are not lost, and sends no referrer. */
function externalLink(app, url, text) {
  return h('a', { class: 'action', part: 'contact-link', href: url, target: '_blank', rel: 'noopener noreferrer' },
    text, h('span', { class: 'unseen' }, ` (${app.t('contact.newWindow')})`));
}

/** Emergency numbers common to many countries and the list of helplines, for use when the texts cannot be loaded. */
export const helpWithoutTexts = () => h('p', {},
  ['112', '911', '999', '000'].map((number) => [h('a', { href: `tel:${number}` }, number), ' ']),
  h('a', { href: LAST_RESORT, rel: 'noopener noreferrer' }, new URL(LAST_RESORT).hostname));

const digits = (number) => number.replace(/[^\d+*#]/g, '');

function contactLinks(app, { phone, text, textphone, email, url }) {
  return [
    phone && h('a', { class: 'action strong', part: 'contact-call', href: `tel:${digits(phone)}` },
      app.t('contact.call', { number: phone })),
    text && h('a', { class: 'action', part: 'contact-text', href: `sms:${digits(text)}` }, app.t('contact.text', { number: text })),
    textphone && h('a', { class: 'action', href: `tel:${digits(textphone)}` }, app.t('contact.textphone', { number: textphone })),
    email && h('a', { class: 'action', href: `mailto:${email}` }, app.t('contact.email', { address: email })),
    url?.startsWith('https://') && externalLink(app, url, app.t('contact.website', { site: new URL(url).hostname.replace(/^www\./, '') })),
  ].filter(Boolean);
}

function contact(app, entry) {
  const languages = entry.languages.map((tag) => app.nameOf('language', tag)).join(', ');
  const facts = [
    [app.t('contact.hours'), entry.hours?.text],
    [app.t('contact.languages'), languages],
    [app.t('contact.cost'), entry.cost],
    [app.t('contact.whatItIsNot'), entry.whatItIsNot],
  ].filter(([, value]) => value);
  const actions = contactLinks(app, entry);
  return h('li', { class: 'contact', part: 'contact' },
    h('p', { class: 'name' }, h('strong', {}, entry.name), ' ', h('span', { class: 'muted' }, entry.purposeText)),
    actions.length > 0 && h('p', { class: 'actions' }, actions),
    h('dl', {}, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    entry.sourceState === 'old-copies-only' && h('p', { class: 'muted' }, app.t('contact.oldCopies')));
}

const contacts = (app, entries) => h('ul', { class: 'contacts' }, entries.map((entry) => contact(app, entry)));

const lastResort = (app) => h('p', {}, app.t('contact.noneLoaded'), ' ', externalLink(app, LAST_RESORT, new URL(LAST_RESORT).hostname));

/** Advice for an emergency, from the questionnaire if one is open. */
export const emergencyText = (app) => app.journey?.questionnaire.emergency ?? app.t('emergency.text');

/** Contacts for an emergency. */
export const emergencyContacts = (app) => app.live(() => (app.help ? contacts(app, app.help.emergency) : lastResort(app)));

/** The emergency numbers only; the list can be empty. */
export const emergencyNumbers = (app) => {
  const numbers = () => (app.help?.emergency ?? []).filter((entry) => entry.purpose === 'emergency');
  return app.live(() => contacts(app, numbers()));
};

/** Help services; a service may also be in the emergency list. */
const services = (app) => app.live(() => (app.help ? contacts(app, app.help.services) : lastResort(app)));

/** Selection among the countries that have services of their own; empty when the help directory is not loaded. */
export function countryChoice(app) {
  let field;
  return app.live(() => {
    if (!app.help?.countries?.length) return [];
    field ??= countryField(app);
    field.querySelector('select').value = app.help.country ?? '';
    return field;
  });
}

function countryField(app) {
  const countries = app.help.countries
    .map((code) => [app.nameOf('region', code), code])
    .sort(([a], [b]) => a.localeCompare(b, app.language));
  const id = app.newId();
  const choose = ({ target }) => app.chooseCountry(target.value);
  return h('div', { class: 'field' },
    h('label', { for: id }, app.t('country.label')),
    h('select', { id, part: 'country', 'aria-describedby': `${id}-note`, onchange: choose },
      h('option', { value: '' }, app.t('country.none')), countries.map(([name, code]) => h('option', { value: code }, name))),
    h('p', { class: 'muted', id: `${id}-note` }, app.t('country.note')));
}

/** Section with the help services of the country. */
export function contactsSection(app) {
  return h('section', { part: 'help', id: 'help' },
    h('h3', { tabindex: '-1' }, app.t('result.helpTitle')),
    countryChoice(app),
    services(app));
}

/** The bar above every view: emergency help and the button to leave. */
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
