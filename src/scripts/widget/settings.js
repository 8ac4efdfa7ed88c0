// The values of the widget's attributes. A value without effect is reported to the developer on the console.

import { OWN_BASE } from './own-base.js';

const LEAVE_TO = 'https://www.wikipedia.org/';
const THEMES = ['light', 'dark', 'auto'];
const LAYOUTS = ['one', 'sections', 'auto'];

export const warn = (text) => console.warn(`<ketamine-screening>: ${text}`);

/** Resolves a URL and accepts http and https only, because an attribute must not run a script. */
function webUrl(text) {
  try {
    const url = new URL(text || 'none:', document.baseURI);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * Returns the base URL of the service: the given address, or where the scripts come from.
 * @param {string | null} api
 * @returns {URL | null} null, with an error on the console, if the scripts do not come from a service
 */
export function baseOf(api) {
  const url = webUrl(api);
  if (url) return new URL(`${url.href.replace(/\/+$/, '')}/`);
  if (!OWN_BASE) console.error('Ketamine self-check: the attribute api is missing, the http or https address of the service.');
  return OWN_BASE;
}

/** Returns the code of a country, or null for a text that is none. Many people write UK for GB. */
export function countryOf(text) {
  const code = text?.toUpperCase() === 'UK' ? 'GB' : text?.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code ?? '')) return null;
  return !globalThis.Intl?.DisplayNames || new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) ? code : null;
}

// What is allowed, by attribute; null for a value that has an effect.
const FAULTS = {
  theme: (value) => (THEMES.includes(value) ? null : THEMES.join(', ')),
  layout: (value) => (LAYOUTS.includes(value) ? null : LAYOUTS.join(', ')),
  country: (value) => (countryOf(value) ? null : 'two letters of ISO 3166, such as GB'),
  lang: (value) => (/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(value) ? null : 'a language tag, such as en'),
  api: (value) => (webUrl(value) ? null : 'the http or https address of the service'),
  'leave-to': (value) => (webUrl(value) ? null : 'an http or https address'),
};

/** Warns of an attribute whose value has no effect. */
export function check(name, value) {
  if (!value) return;
  const allowed = FAULTS[name]?.(value);
  if (allowed) warn(`${name}="${value}" is ignored. Allowed: ${allowed}.`);
  else if (name === 'country' && value.toUpperCase() === 'UK') warn('country="UK" is taken as GB, the code of the United Kingdom.');
}

/**
 * The settings of a widget, read from its attributes at every use.
 * @param {HTMLElement} element
 */
export class Settings {
  #element;

  constructor(element) {
    this.#element = element;
  }

  /** Base URL of the service; null if it is not known. */
  get base() {
    return baseOf(this.#attribute('api'));
  }

  /** Address of a page of the service, in the language of the widget. */
  pageOf(name) {
    const url = new URL(name, this.base);
    if (this.lang) url.searchParams.set('lang', this.lang);
    return url.href;
  }

  get lang() {
    const lang = this.#attribute('lang');
    return lang && !FAULTS.lang(lang) ? lang : null;
  }

  get country() {
    return countryOf(this.#attribute('country'));
  }

  /** Id of the only questionnaire to offer; null to let the person choose. */
  get questionnaire() {
    return this.#attribute('questionnaire');
  }

  get layout() {
    return this.#attribute('layout');
  }

  get theme() {
    const theme = this.#attribute('theme');
    return theme === 'light' || theme === 'dark' || theme === 'auto' ? theme : null;
  }

  /** Whether the embedding page learns the band of the result. */
  get revealsBand() {
    return this.#element.hasAttribute('reveal-band');
  }

  /** Whether the widget may use title, history and storage of the page. */
  get ownsPage() {
    return this.#element.hasAttribute('owns-page') && window.top === window;
  }

  get leaveTo() {
    return (webUrl(this.#attribute('leave-to')) ?? new URL(LEAVE_TO)).href;
  }

  #attribute(name) {
    return this.#element.getAttribute(name) || null;
  }
}
