// Help contacts: the services of a country, what to do in each kind of emergency, and the choice of the country.
import { details, h, paragraphs } from './dom.js';
import { icon } from './icons.js';
import { bestLanguage } from './languages.js';
import { ltr, withNumbers } from './numbers.js';
import { WORDS } from './own-words.js';
import { directionOf } from './wording.js';

// An international list of helplines, shown when the help directory cannot be loaded.
const LAST_RESORT = 'https://findahelpline.com';

/** A link to another page; it opens in a new tab, so that answers are not lost, and sends no referrer. */
export function externalLink(app, url, text, style = 'action') {
  const words = app.parts('contact.newWindow', { link: h('span', {}, text) });
  return h('a', { class: style, part: 'contact-link', href: url, target: '_blank', rel: 'noopener noreferrer' },
    words.map((part) => (typeof part === 'string' ? h('span', { class: 'unseen' }, part) : part)));
}

const commonNumbers = () => ['112', '911', '999', '000'].map((number) => [h('a', { href: `tel:${number}` }, ltr(number)), ' ']);

/**
 * What to do when the texts cannot be loaded: emergency numbers common to many countries and the list of helplines.
 * @param {string | null} language the language asked for; null for the languages of the browser
 * @param {() => void} retry loads the texts again
 */
export function helpWithoutTexts(language, retry) {
  const found = bestLanguage(Object.keys(WORDS), [language, ...navigator.languages].filter(Boolean));
  const words = WORDS[found];
  return h('div', { lang: found, dir: directionOf(found) },
    paragraphs(words.title, words.text),
    h('p', {}, h('button', { type: 'button', onclick: retry }, words.retry)),
    h('p', {}, words.numbers, ' ', commonNumbers()),
    h('p', {}, words.helplines, ' ',
      h('a', { href: LAST_RESORT, target: '_blank', rel: 'noopener noreferrer' }, ltr(siteOf(LAST_RESORT)))));
}

const digits = (number) => number.replace(/[^\d+*#]/g, '');

/** A link that calls or writes to a number. The words are parts of a text with the number in it. */
export const numberLink = (scheme, number, words, attributes) =>
  h('a', { class: 'action', href: `${scheme}:${digits(number)}`, ...attributes },
    attributes?.class !== 'plain' && icon(scheme === 'tel' ? 'telephone' : 'message'), h('span', {}, words));

/** The button that calls a service, by its name unless it is an emergency number. */
export function serviceLink(app, { name, purpose, phone }) {
  return numberLink('tel', phone, wordsOf(app, name, purpose, phone), { class: 'action strong', part: 'contact-call' });
}

function wordsOf(app, name, purpose, phone) {
  if (purpose === 'emergency') return app.parts('contact.call', { number: ltr(phone) });
  const named = h('bdi', {}, withNumbers(name));
  if (name.includes(phone)) return app.parts('contact.callService', { name: named });
  return app.parts('contact.callName', { name: named, number: ltr(phone) });
}

const siteOf = (url) => new URL(url).hostname.replace(/^www\./, '');

function contactLinks(app, { phone, text, textphone, whatsApp, chat, email, url }) {
  return [
    phone && numberLink('tel', phone, app.parts('contact.call', { number: ltr(phone) }), { class: 'action strong', part: 'contact-call' }),
    text && numberLink('sms', text, app.parts('contact.text', { number: ltr(text) }), { part: 'contact-text' }),
    whatsApp && externalLink(
      app, `https://wa.me/${whatsApp.replace(/\D/g, '')}`, app.parts('contact.whatsApp', { number: ltr(whatsApp) })),
    textphone && numberLink('tel', textphone, app.parts('contact.textphone', { number: ltr(textphone) })),
    chat?.startsWith('https://') && externalLink(app, chat, app.parts('contact.chat', { site: ltr(siteOf(chat)) })),
    email && h('a', { class: 'action', href: `mailto:${email}` }, h('span', {}, app.parts('contact.email', { address: ltr(email) }))),
    url !== chat && url?.startsWith('https://') && externalLink(app, url, app.parts('contact.website', { site: ltr(siteOf(url)) })),
  ].filter(Boolean);
}

function contact(app, entry) {
  const languages = new Intl.ListFormat(app.language).format(entry.languages.map((tag) => app.nameOf('language', tag)));
  const facts = [
    [app.t('contact.hours'), entry.hours?.text],
    [app.t('contact.languages'), languages],
    [app.t('contact.cost'), entry.cost],
    [app.t('contact.whatItIsNot'), entry.whatItIsNot],
  ].filter(([, value]) => value);
  const actions = contactLinks(app, entry);
  return h('li', { class: 'contact', part: 'contact' },
    h('p', { class: 'name' }, h('strong', {}, withNumbers(entry.name)), ' ', h('span', { class: 'muted' }, entry.purposeText)),
    paragraphs(entry.agesText, entry.regionsText),
    actions.length > 0 && h('p', { class: 'actions' }, actions),
    h('dl', {}, facts.map(([name, value]) => h('div', {}, h('dt', {}, label(app, name)), h('dd', {}, withNumbers(value))))),
    h('p', { class: 'muted' }, entry.checkedText),
    entry.sourceState === 'old-copies-only' && h('p', { class: 'muted' }, app.t('contact.oldCopies')));
}

// The mark behind a label, and the space around the mark, differ between languages.
const label = (app, name) => app.t('summary.line', { item: name, answer: '' });

const contacts = (app, entries) => h('ul', { class: 'contacts', role: 'list' }, entries.map((entry) => contact(app, entry)));

/** The common numbers until the directory is loaded, and an international list when it cannot be loaded. */
export const helpWithoutDirectory = (app) =>
  [h('p', {}, app.t('emergency.numbers'), ' ', commonNumbers()), app.isHelpMissing && lastResort(app)].filter(Boolean);

const lastResort = (app) => h('p', {}, app.t('contact.noneLoaded'), ' ', externalLink(app, LAST_RESORT, ltr(siteOf(LAST_RESORT))));

/** What to do in each kind of emergency, with the numbers to call. The titles are headings of the given level. */
export const emergencyBlocks = (app, heading) => app.live(() => (app.help
  ? app.help.emergencyBlocks.map((block) => emergencyBlock(app, block, heading))
  : helpWithoutDirectory(app)));

function emergencyBlock(app, { title, text, contacts: entries }, heading) {
  // One list entry per service: it can have several numbers. Websites are left out, except of a service without other contacts.
  const services = new Map();
  for (const entry of entries) {
    const hasOther = entry.phone || entry.text || entry.whatsApp || entry.chat;
    const limits = [entry.regionsText, entry.agesText, entry.hours?.pattern === 'weekly' ? entry.hours.text : null].filter(Boolean);
    const key = [entry.name, ...limits].join();
    if (!services.has(key)) services.set(key, { name: entry.name, limits, links: new Map() });
    const links = contactLinks(app, { ...entry, email: null, url: hasOther ? null : entry.url });
    for (const link of links) services.get(key).links.set(link.href, link);
  }
  return h('section', { class: 'emergency-block', part: 'emergency-block' },
    h(heading, {}, title),
    h('p', {}, withNumbers(text)),
    h('ul', { class: 'numbers', role: 'list' }, [...services.values()].map(({ name, limits, links }) => h('li', {},
      h('span', { class: 'name' }, withNumbers(name)),
      limits.length > 0 && paragraphs(...limits),
      h('span', { class: 'actions' }, [...links.values()])))));
}

/** Contacts made for young people in a disclosure, with the choice of the country; crisis services where there are none. */
export function youngPeoplesHelp(app) {
  const country = countryChoice(app);
  return details(app.t('welcome.youngPeople'), { part: 'young-people' }, country, app.live(() => {
    if (!app.help) return helpWithoutDirectory(app);
    const ofPurpose = (purpose) => app.help.services.filter((entry) => entry.purpose === purpose);
    const entries = ofPurpose('young-people');
    if (entries.length > 0) return contacts(app, entries);
    return [h('p', {}, app.t('welcome.youngPeopleElsewhere')), contacts(app, ofPurpose('crisis'))];
  }));
}

/** All help services; a service may also be in the emergency list. */
export const services = (app) => app.live(() => (app.help ? contacts(app, app.help.services) : helpWithoutDirectory(app)));

/** Says whose numbers are shown. */
export const countryText = (app) => (app.help.country
  ? app.t('country.shown', { country: app.nameOf('region', app.help.country) })
  : app.t('country.noneShown'));

/** Says whose numbers are shown, and offers the countries that have services of their own; empty while the directory is not loaded. */
export function countryChoice(app) {
  let field;
  return app.live(() => {
    if (!app.help?.countries) return [];
    field ??= countryField(app);
    field.querySelector('.shown').textContent = countryText(app);
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
  return h('details', { class: 'country' },
    h('summary', {}, icon('globe'), h('span', { class: 'shown' }), ' ', h('span', { class: 'hint' }, app.t('country.change'))),
    h('div', { class: 'field' },
      h('label', { for: id }, app.t('country.label')),
      h('select', { id, part: 'country', 'aria-describedby': `${id}-note`, onchange: choose },
        h('option', { value: '' }, app.t('country.none')), countries.map(([name, code]) => h('option', { value: code }, name))),
      h('p', { class: 'muted', id: `${id}-note` }, app.t('country.note'))));
}

/** Section with the help services of the country. */
export function contactsSection(app) {
  return h('section', { part: 'help', id: 'help' }, h('h3', {}, app.t('result.helpTitle')), countryChoice(app), services(app));
}
