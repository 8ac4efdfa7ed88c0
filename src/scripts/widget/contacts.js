// Help contacts: the services of a country, what to do in each kind of emergency, and the choice of the country.
import { details, h, paragraphs } from './dom.js';
import { icon } from './icons.js';

// An international list of helplines, shown when the help directory cannot be loaded.
const LAST_RESORT = 'https://findahelpline.com';

/** A link to another page; it opens in a new tab, so that answers are not lost, and sends no referrer. */
export function externalLink(app, url, text, style = 'action') {
  return h('a', { class: style, part: 'contact-link', href: url, target: '_blank', rel: 'noopener noreferrer' },
    text, h('span', { class: 'unseen' }, ` (${app.t('contact.newWindow')})`));
}

const commonNumbers = () => ['112', '911', '999', '000'].map((number) => [h('a', { href: `tel:${number}` }, number), ' ']);

/**
 * What to do when the texts cannot be loaded: emergency numbers common to many countries and the list of helplines. The few words are here
 * in English, because there are no others.
 * @param {() => void} retry loads the texts again
 */
export const helpWithoutTexts = (retry) => h('div', { lang: 'en' },
  h('p', {}, 'This check could not be loaded. That is not your fault. ',
    h('button', { type: 'button', onclick: retry }, 'Try again')),
  h('p', {}, 'If somebody is in danger now, call your local emergency number. Try one of these: ', commonNumbers()),
  h('p', {}, 'To talk to somebody: ',
    h('a', { href: LAST_RESORT, target: '_blank', rel: 'noopener noreferrer' }, new URL(LAST_RESORT).hostname)));

const digits = (number) => number.replace(/[^\d+*#]/g, '');

// A number keeps its direction: right-to-left scripts would show its groups in reverse order.
function withNumber(text, number) {
  const [before, after] = text.split(number);
  return h('span', {}, before, h('bdi', { dir: 'ltr' }, number), after);
}

/** A link that calls or writes to a number; more can follow the text. */
export function numberLink(scheme, number, content, attributes) {
  const [text, ...more] = [content].flat();
  const words = withNumber(text, number);
  words.append(...more);
  return h('a', { class: 'action', href: `${scheme}:${digits(number)}`, ...attributes },
    attributes?.class !== 'plain' && icon(scheme === 'tel' ? 'telephone' : 'message'), words);
}

/** The button that calls a service, by its name unless it is an emergency number. */
export function serviceLink(app, { name, purpose, phone }) {
  const isNumber = purpose === 'emergency' || name.includes(phone);
  const text = isNumber
    ? app.t('contact.call', { number: purpose === 'emergency' ? phone : name })
    : app.t('contact.callName', { name, number: phone });
  return numberLink('tel', phone, text, { class: 'action strong', part: 'contact-call' });
}

const siteOf = (url) => new URL(url).hostname.replace(/^www\./, '');

function contactLinks(app, { phone, text, textphone, whatsApp, chat, email, url }) {
  return [
    phone && numberLink('tel', phone, app.t('contact.call', { number: phone }), { class: 'action strong', part: 'contact-call' }),
    text && numberLink('sms', text, app.t('contact.text', { number: text }), { part: 'contact-text' }),
    whatsApp && externalLink(
      app, `https://wa.me/${whatsApp.replace(/\D/g, '')}`, withNumber(app.t('contact.whatsApp', { number: whatsApp }), whatsApp)),
    textphone && numberLink('tel', textphone, app.t('contact.textphone', { number: textphone })),
    chat?.startsWith('https://') && externalLink(app, chat, app.t('contact.chat', { site: siteOf(chat) })),
    email && h('a', { class: 'action', href: `mailto:${email}` }, app.t('contact.email', { address: email })),
    url !== chat && url?.startsWith('https://') && externalLink(app, url, app.t('contact.website', { site: siteOf(url) })),
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
    h('p', { class: 'name' }, h('strong', {}, entry.name), ' ', h('span', { class: 'muted' }, entry.purposeText)),
    paragraphs(entry.agesText, entry.regionsText),
    actions.length > 0 && h('p', { class: 'actions' }, actions),
    h('dl', {}, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    h('p', { class: 'muted' }, entry.checkedText, entry.sourceState === 'old-copies-only' && ` ${app.t('contact.oldCopies')}`));
}

const contacts = (app, entries) => h('ul', { class: 'contacts', role: 'list' }, entries.map((entry) => contact(app, entry)));

/** The common numbers until the directory is loaded, and an international list when it cannot be loaded. */
export const helpWithoutDirectory = (app) =>
  [h('p', {}, app.t('emergency.numbers'), ' ', commonNumbers()), app.isHelpMissing && lastResort(app)].filter(Boolean);

const lastResort = (app) => h('p', {}, app.t('contact.noneLoaded'), ' ', externalLink(app, LAST_RESORT, new URL(LAST_RESORT).hostname));

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
    h('p', {}, text),
    h('ul', { class: 'numbers', role: 'list' }, [...services.values()].map(({ name, limits, links }) => h('li', {},
      h('span', { class: 'name' }, name),
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
