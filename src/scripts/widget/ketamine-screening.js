// <ketamine-screening>: an anonymous, non-diagnostic self-screening. /embed/demo shows how to embed it.
import { App } from './app.js';
import { applyStyles, canScopeStyles } from './dom.js';
import { EscapeKey } from './escape.js';
import { check, countryOf, Settings, warn } from './settings.js';

const NAME = 'ketamine-screening';
// Maximum time between two presses of Escape that leave the page, in milliseconds.
const DOUBLE_ESCAPE = 1500;
// Attributes whose change begins anew.
const ANEW = ['questionnaire', 'lang', 'api'];

/**
 * Attributes: `questionnaire` (id; without it the person chooses), `lang`, `country`, `api`, `theme` (light, dark or auto),
 * `leave-to` (URL opened by "leave quickly"), `reveal-band` (includes the band in the event `ks-completed`), `layout` (`one` question a
 * screen, `sections` or `auto`: one on narrow screens; decided when the questions begin), `owns-page` (only where the page is about
 * nothing else: the widget is part of the page's own document instead of a shadow root, so that translators reach it, steps are entries
 * of the history, the title follows them, and a reload comes back to the same step).
 * Custom properties: `--ks-background`, `--ks-surface`, `--ks-text`, `--ks-muted`, `--ks-line`, `--ks-edge`, `--ks-accent`,
 * `--ks-on-accent`, `--ks-tint`, `--ks-urgent`, `--ks-urgent-background`, `--ks-radius`, `--ks-font`, `--ks-font-size`,
 * `--ks-sticky-top`. They apply to the light and the dark theme.
 * Events: `ks-ready`, `ks-started`, `ks-section`, `ks-completed`, `ks-resized`, `ks-leave`. No event contains an answer.
 */
export class KetamineScreening extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [...ANEW, 'country', 'theme', 'layout', 'leave-to', 'class', 'style'];

  #app = null;
  #root = null;
  #visiblePart = null;
  #hasToStart = false;
  #lacksService = false;
  #lastEscape = -Infinity;
  #settings = new Settings(this);
  #escape = new EscapeKey(this);
  #resizeObserver = new ResizeObserver(([{ target }]) => this.#emitHeight(target));
  #darkDevice = matchMedia('(prefers-color-scheme: dark)');
  #onKey = (event) => this.#handleEscape(event);
  #onAct = (event) => this.#escape.note(event);
  #onPrint = ({ type }) => this.#app?.setPrinting(type === 'beforeprint');
  #onHide = ({ persisted }) => persisted && this.#app?.pageHidden();
  #onReturn = ({ persisted }) => persisted && this.#app?.pageShown();
  #onVisibility = () => document.hidden && this.#app?.keep();
  #onScheme = () => this.#app?.applyScheme();

  get #listeners() {
    return [
      // After the listeners of the embedding page, which can prevent the default.
      [window, 'keydown', this.#onKey],
      [document, 'pointerdown', this.#onAct],
      [document, 'focusin', this.#onAct],
      [document, 'visibilitychange', this.#onVisibility],
      [window, 'beforeprint', this.#onPrint],
      [window, 'afterprint', this.#onPrint],
      [window, 'pagehide', this.#onHide],
      [window, 'pageshow', this.#onReturn],
      [this.#darkDevice, 'change', this.#onScheme],
    ];
  }

  connectedCallback() {
    for (const [target, type, act] of this.#listeners) target.addEventListener(type, act, type === 'pointerdown' || type === 'focusin');
    this.#resizeObserver.observe(this);
    // An element that was moved within the document keeps its state.
    if (!this.#app) this.#start();
  }

  disconnectedCallback() {
    for (const [target, type, act] of this.#listeners) target.removeEventListener(type, act, type === 'pointerdown' || type === 'focusin');
    this.#resizeObserver.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    check(name, after);
    if (!this.#app) return name === 'api' && this.#lacksService ? this.#start() : undefined;
    if (name === 'country') this.#app.chooseCountry(countryOf(after));
    else if (ANEW.includes(name)) this.#startWhenPossible(name);
    else this.#app.applyScheme();
  }

  /** The visible part of a frame, which the bar keeps to; see `BarPlace`. Only the page of a frame sets it. */
  set visiblePart(part) {
    this.#visiblePart = part;
    this.#app?.showIn(part);
  }

  /** Whether the height no longer follows the content, which scrolls inside. */
  get isContained() {
    return Boolean(this.#app?.isContained);
  }

  #startWhenPossible(name) {
    this.#hasToStart = this.#app.isPrivate;
    if (!this.#hasToStart) return this.#start();
    warn(`${name} changed while somebody answers. It takes effect when they begin anew; their answers stay until then.`);
  }

  #start() {
    this.#lacksService = this.#settings.base === null;
    // The content of the element stays visible.
    if (this.#lacksService) return;
    this.#hasToStart = false;
    this.#app?.stop();
    const isLight = this.#settings.ownsPage && canScopeStyles();
    this.#root ??= isLight ? this : this.attachShadow({ mode: 'open' });
    // The content of the element stays visible until the first view replaces it.
    if (this.#root !== this) this.#root.replaceChildren(document.createElement('slot'));
    this.#app = new App(this.#root, this.#settings, (name, detail) => this.#emit(name, detail));
    this.#app.onRestart = () => this.#hasToStart && this.#start();
    this.#app.showIn(this.#visiblePart);
    this.#app.start(applyStyles(this.#root));
  }

  // The height is 0 before the first view is rendered; that is not reported.
  #emitHeight(target) {
    const height = Math.ceil(target.getBoundingClientRect().height);
    if (height > 0) this.#emit('resized', { height });
  }

  // The prefix keeps the names apart from events of other scripts.
  #emit(name, detail) {
    // For style sheets of the embedding page that reserve the space until then.
    if (name === 'ready') this.toggleAttribute('ready', true);
    this.dispatchEvent(new CustomEvent(`ks-${name}`, { bubbles: true, composed: true, detail }));
  }

  #handleEscape(event) {
    if (!this.#app || !this.#escape.isMeant(event, this.#settings.ownsPage)) return;
    // An Escape that closes the panel does no more than that.
    if (this.#app.closeEmergency()) return;
    if (event.timeStamp - this.#lastEscape < DOUBLE_ESCAPE) return this.#app.leave();
    this.#lastEscape = event.timeStamp;
    this.#app.warnBeforeLeave();
  }
}

// Without a document, as on a server, the import does nothing.
if (globalThis.customElements?.get(NAME)) warn(`defined before this script was loaded from ${import.meta.url}, which has no effect.`);
else globalThis.customElements?.define(NAME, KetamineScreening);

// A length without a unit, or a text that is no length, counts as none; it would keep the bar from sticking otherwise.
try {
  globalThis.CSS?.registerProperty?.({ name: '--ks-sticky-top', syntax: '<length>', inherits: true, initialValue: '0px' });
} catch {
  // Registered before.
}
