// A frame with the widget inside an element of the embedding page.
import { ATTRIBUTES, MESSAGE, NAMES } from './frame-settings.js';
import { bestLanguage } from './languages.js';
import { TITLES } from './own-words.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'resized', 'leave'];
// Bounds of the height of the frame, its height until it is known, and space above a heading that is scrolled into view, in pixels.
const MIN_HEIGHT = 150;
const MAX_HEIGHT = 20_000;
const FIRST_HEIGHT = 800;
const MAX_MARGIN = 300;

/** The frame of one element; it follows the `data-` attributes of the element. */
export class EmbeddedFrame {
  #element;
  #frame = document.createElement('iframe');
  #origin;
  #listeners = new AbortController();
  #isShown = false;
  #ownMinimum;

  /**
   * @param {HTMLElement} element
   * @param {URL} base base URL of the service
   */
  constructor(element, base) {
    this.#element = element;
    const address = new URL('embed/frame', base);
    for (const name of NAMES) {
      const value = this.#setting(name);
      if (value !== null) address.searchParams.set(name, value);
    }

    this.#origin = address.origin;
    const frame = this.#frame;
    this.#setTitle();
    if (element.dataset.loading === 'lazy') frame.loading = 'lazy';
    frame.src = address;
    // The sheet for a doctor can be copied.
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    // Set as properties, because a strict Content Security Policy forbids the style attribute. A frame without a height takes no place,
    // but has a width to lay its content out in. The element has the place already, so that the page does not jump.
    Object.assign(frame.style, { display: 'block', inlineSize: '100%', blockSize: '0', border: '0', visibility: 'hidden' });
    this.#ownMinimum = element.style.minBlockSize;
    element.style.minBlockSize ||= `${FIRST_HEIGHT}px`;

    const { signal } = this.#listeners;
    window.addEventListener('message', (event) => this.#receive(event), { signal });
    frame.addEventListener('load', () => (this.#send('hello'), this.#sendView()), { signal });
    window.addEventListener('scroll', () => this.#sendView(), { capture: true, passive: true, signal });
    window.addEventListener('resize', () => this.#sendView(), { signal });
    element.append(frame);
  }

  /** Takes over a changed attribute, without loading the frame again. */
  change(name) {
    if (name === 'title' || name === 'lang') this.#setTitle();
    if (name !== 'title') this.#send('set', { name, value: this.#setting(name) });
    this.#sendView();
  }

  remove() {
    this.#listeners.abort();
    this.#frame.remove();
  }

  #setTitle() {
    const [own, asked] = [this.#setting('title'), this.#setting('lang')];
    const language = bestLanguage(Object.keys(TITLES), ATTRIBUTES.lang.test(asked ?? '') ? [asked] : navigator.languages);
    this.#frame.title = own ?? TITLES[language];
    // The page may be in another language than its frame.
    if (own === null) this.#frame.lang = language;
    else this.#frame.removeAttribute('lang');
  }

  #setting(name) {
    return this.#element.getAttribute(`data-${name}`);
  }

  get #stickyTop() {
    return parseInt(this.#setting('sticky-top') ?? 0, 10) || 0;
  }

  // Frames of a sandboxed page are sandboxed too: both have no origin then.
  get #isSandboxed() {
    return self.origin === 'null';
  }

  #send(type, detail) {
    this.#frame.contentWindow?.postMessage({ source: MESSAGE, type, detail }, this.#isSandboxed ? '*' : this.#origin);
  }

  #sendView() {
    if (!this.#isShown) return;
    const top = this.#stickyTop - this.#frame.getBoundingClientRect().top;
    // Not innerHeight, which changes while a phone hides the bar of its browser.
    this.#send('view', { top, height: document.documentElement.clientHeight - this.#stickyTop });
  }

  #receive({ source, origin, data }) {
    const isOwn = origin === this.#origin || (origin === 'null' && this.#isSandboxed);
    if (source !== this.#frame.contentWindow || !isOwn || data?.source !== MESSAGE) return;
    const { type, detail } = data;
    if (type === 'resized') this.#resize(detail.height);
    this.#show();
    if (type === 'reveal') this.#reveal(detail);
    if (EVENTS.includes(type)) {
      this.#element.dispatchEvent(new CustomEvent(`ks-${type}`, { detail, bubbles: true, composed: true }));
    }
    if (type === 'leave') leave(detail.to);
  }

  #show() {
    if (this.#isShown) return;
    this.#isShown = true;
    for (const node of [...this.#element.childNodes]) if (node !== this.#frame) node.remove();
    if (this.#frame.style.blockSize === '0px') this.#frame.style.blockSize = `${FIRST_HEIGHT}px`;
    this.#frame.style.visibility = '';
    this.#element.style.minBlockSize = this.#ownMinimum;
    this.#sendView();
  }

  #resize(height) {
    if (Number.isFinite(height)) this.#frame.style.blockSize = `${Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, height))}px`;
  }

  // Scrolls the page to the beginning of a view, below what covers the frame, or to a whole frame that scrolls inside.
  #reveal({ top, margin, isWhole }) {
    const space = this.#stickyTop + Math.min(MAX_MARGIN, Math.max(0, margin || 0));
    const box = this.#frame.getBoundingClientRect();
    const position = box.top + top;
    const isShown = isWhole ? box.bottom <= innerHeight : position <= innerHeight / 2;
    if (!Number.isFinite(position) || (position >= space && isShown)) return;
    this.#frame.style.scrollMarginBlockStart = `${space - top}px`;
    this.#frame.scrollIntoView();
  }
}

// Browsers may not let a frame navigate its parent page after keyboard input only, so the parent navigates itself.
function leave(to) {
  let address;
  try {
    // Not URL.parse, which older browsers lack (Chrome and Firefox before 126, Safari before 18).
    address = new URL(to);
  } catch {
    return;
  }
  if (address.protocol === 'https:' || address.protocol === 'http:') location.replace(address);
}
