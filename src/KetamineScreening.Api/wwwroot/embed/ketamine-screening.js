// <ketamine-screening>: an anonymous, non-diagnostic self-screening. See /embed/demo for how to put it on a page.
import { App } from './app.js';
import { dress } from './dom.js';

const OWN_BASE = new URL('../', import.meta.url);
const LEAVE_TO = 'https://www.wikipedia.org/';
const ESCAPE_TWICE = 1500;

/**
 * Attributes: `questionnaire` (id; without it the person chooses), `lang`, `country`, `api`, `theme` (light, dark or auto),
 * `leave-to` (where "leave quickly" leads), `reveal-band` (the event `completed` then has the band).
 * Custom properties: `--ks-background`, `--ks-surface`, `--ks-text`, `--ks-muted`, `--ks-line`, `--ks-edge`, `--ks-accent`,
 * `--ks-on-accent`, `--ks-tint`, `--ks-urgent`, `--ks-urgent-background`, `--ks-radius`, `--ks-font`, `--ks-font-size`,
 * `--ks-sticky-top`. They hold for light and dark alike: whoever sets colours sets `theme` too.
 * Events: `ready`, `started`, `section`, `completed`, `resized`, `leave`. None ever has an answer.
 */
export class KetamineScreening extends HTMLElement {
  static observedAttributes = ['questionnaire', 'lang', 'country', 'api'];

  #app = null;
  #escaped = -Infinity;
  #size = new ResizeObserver(([{ target }]) => this.#measure(target));
  #onKey = (event) => this.#escape(event);

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  connectedCallback() {
    document.addEventListener('keydown', this.#onKey);
    this.#size.observe(this);
    // An element that was only moved goes on.
    if (!this.#app) this.#start();
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#onKey);
    this.#size.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#app || before === after) return;
    if (name === 'country') this.#app.chooseCountry(after);
    else this.#start();
  }

  #start() {
    // Until there is something to show, and if there never is, what the page put inside the element is visible.
    this.#app?.stop();
    this.shadowRoot.replaceChildren(document.createElement('slot'));
    const base = this.hasAttribute('api') ? new URL(`${this.getAttribute('api').replace(/\/+$/, '')}/`, document.baseURI) : OWN_BASE;
    this.#app = new App(this.shadowRoot, {
      base,
      lang: this.getAttribute('lang'),
      country: this.getAttribute('country'),
      fixed: this.getAttribute('questionnaire'),
      leaveTo: safe(this.getAttribute('leave-to')) ?? LEAVE_TO,
    }, (name, detail) => this.#emit(name, detail));
    this.#app.start(dress(this.shadowRoot));
  }

  // Nothing is there yet at first, which is no size to give to anybody.
  #measure(target) {
    const height = Math.ceil(target.getBoundingClientRect().height);
    if (height > 0) this.#emit('resized', { height });
  }

  #emit(name, { band, ...detail }) {
    const shown = band && this.hasAttribute('reveal-band') ? { ...detail, band } : detail;
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: shown }));
  }

  #escape({ key, timeStamp, isComposing, repeat }) {
    if (key !== 'Escape' || isComposing || repeat) return;
    if (timeStamp - this.#escaped < ESCAPE_TWICE) return this.#app.leave();
    this.#escaped = timeStamp;
    this.#app.warn();
  }
}

/** Only addresses of websites: the attribute must not run a script. */
function safe(address) {
  try {
    const url = new URL(address || 'none:', document.baseURI);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

customElements.define('ketamine-screening', KetamineScreening);
