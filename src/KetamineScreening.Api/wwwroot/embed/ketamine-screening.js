// <ketamine-screening>: an anonymous, non-diagnostic self-screening. /embed/demo shows how to embed it.
import { App } from './app.js';
import { applyStyles } from './dom.js';

const OWN_BASE = new URL('../', import.meta.url);
const LEAVE_TO = 'https://www.wikipedia.org/';
// Maximum time between two presses of Escape that leave the page, in milliseconds.
const DOUBLE_ESCAPE = 1500;

/**
 * Attributes: `questionnaire` (id; without it the person chooses), `lang`, `country`, `api`, `theme` (light, dark or auto),
 * `leave-to` (URL opened by "leave quickly"), `reveal-band` (includes the band in the event `completed`), `layout` (`one` question a
 * screen, `sections` or `auto`: one on narrow screens; decided when the questions begin), `owns-page` (only where the page is about
 * nothing else: steps are entries of the history, the title follows them, and a reload comes back to the same step).
 * Custom properties: `--ks-background`, `--ks-surface`, `--ks-text`, `--ks-muted`, `--ks-line`, `--ks-edge`, `--ks-accent`,
 * `--ks-on-accent`, `--ks-tint`, `--ks-urgent`, `--ks-urgent-background`, `--ks-radius`, `--ks-font`, `--ks-font-size`,
 * `--ks-sticky-top`. They apply to the light and the dark theme, so set `theme` together with colours.
 * Events: `ready`, `started`, `section`, `completed`, `resized`, `leave`. No event contains an answer.
 */
export class KetamineScreening extends HTMLElement {
  static observedAttributes = ['questionnaire', 'lang', 'country', 'api'];

  #app = null;
  #lastEscape = -Infinity;
  #resizeObserver = new ResizeObserver(([{ target }]) => this.#emitHeight(target));
  #onKey = (event) => this.#handleEscape(event);
  #onPrint = ({ type }) => this.#app?.setPrinting(type === 'beforeprint');
  #onHide = ({ persisted }) => persisted && this.#app.pageHidden();
  #onReturn = ({ persisted }) => persisted && this.#app.pageShown();
  #onVisibility = () => document.hidden && this.#app.keep();

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  get #listeners() {
    return [
      [document, 'keydown', this.#onKey],
      [document, 'visibilitychange', this.#onVisibility],
      [window, 'beforeprint', this.#onPrint],
      [window, 'afterprint', this.#onPrint],
      [window, 'pagehide', this.#onHide],
      [window, 'pageshow', this.#onReturn],
    ];
  }

  connectedCallback() {
    for (const [target, type, act] of this.#listeners) target.addEventListener(type, act);
    this.#resizeObserver.observe(this);
    // An element that was moved within the document keeps its state.
    if (!this.#app) this.#start();
  }

  disconnectedCallback() {
    for (const [target, type, act] of this.#listeners) target.removeEventListener(type, act);
    this.#resizeObserver.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#app || before === after) return;
    if (name === 'country') this.#app.chooseCountry(after);
    else this.#start();
  }

  #start() {
    // The content of the element stays visible until the first view replaces it.
    this.#app?.stop();
    this.shadowRoot.replaceChildren(document.createElement('slot'));
    const api = this.getAttribute('api');
    this.#app = new App(this.shadowRoot, {
      base: api === null ? OWN_BASE : new URL(`${api.replace(/\/+$/, '')}/`, document.baseURI),
      lang: this.getAttribute('lang'),
      country: this.getAttribute('country'),
      fixed: this.getAttribute('questionnaire'),
      // Read when the questions begin.
      layout: () => this.getAttribute('layout'),
      ownsPage: this.hasAttribute('owns-page') && window.top === window,
      leaveTo: webUrl(this.getAttribute('leave-to')) ?? LEAVE_TO,
    }, (name, detail) => this.#emit(name, detail));
    this.#app.start(applyStyles(this.shadowRoot));
  }

  // The height is 0 before the first view is rendered; that is not reported.
  #emitHeight(target) {
    const height = Math.ceil(target.getBoundingClientRect().height);
    if (height > 0) this.#emit('resized', { height });
  }

  #emit(name, { band, ...detail }) {
    const allowed = band && this.hasAttribute('reveal-band') ? { ...detail, band } : detail;
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: allowed }));
  }

  #handleEscape({ key, timeStamp, isComposing, repeat }) {
    if (key !== 'Escape' || isComposing || repeat) return;
    // An Escape that closes the panel does no more than that.
    if (this.#app.closeEmergency()) return;
    if (timeStamp - this.#lastEscape < DOUBLE_ESCAPE) return this.#app.leave();
    this.#lastEscape = timeStamp;
    this.#app.warnBeforeLeave();
  }
}

/** Resolves a URL and accepts http and https only, because the attribute must not run a script. */
function webUrl(text) {
  try {
    const url = new URL(text || 'none:', document.baseURI);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

customElements.define('ketamine-screening', KetamineScreening);
