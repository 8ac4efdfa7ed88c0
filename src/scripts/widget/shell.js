// The frame around every view: the bar, the current view and the texts.
import { BarPlace } from './bar-place.js';
import { contain } from './contained.js';
import { h, linkStylesheet } from './dom.js';
import { bar } from './emergency.js';
import { setPrintTitle } from './print.js';
import { schemeOf } from './scheme.js';
import { TapGuard } from './taps.js';
import { directionOf } from './wording.js';

/** Shows views, and offers them texts, ids and parts that follow the data. */
export class Shell {
  #ids = 0;
  #liveParts = new Set();
  #afterShow = [];
  #openedToPrint = [];
  #taps = null;
  #widget = null;
  #visiblePart = null;
  #barPlace = null;
  wording = null;
  // The page around the widget, if it is a page of its own.
  page = null;
  // The control that was pressed last, and whether answers are on their way. Nothing else can be pressed until they have arrived.
  pressed = null;
  isSending = false;
  // Whether the height no longer follows the content.
  isContained = false;

  /**
   * @param {ShadowRoot | HTMLElement} root the root to render into
   * @param {Record<string, (app: Shell) => Array>} views the known views by name; a view returns its elements
   */
  constructor(root, views) {
    this.root = root;
    this.views = views;
  }

  /**
   * Draws the frame.
   * @returns {boolean} whether there was none before
   */
  draw() {
    this.main = h('div', { class: 'main', part: 'main', onpointerdown: () => this.closeEmergency() });
    this.status = h('p', { class: 'unseen', role: 'status' });
    const isFirst = !this.root.querySelector('.screen');
    const attributes = { class: 'screen', lang: this.language, dir: this.wording.direction };
    const top = bar(this);
    this.#widget = h('div', { class: 'widget' }, h('div', { class: 'sized' }, h('div', attributes, top, this.main, this.status)));
    this.#taps = new TapGuard(this.main, (control) => {
      if (this.isSending || control?.ariaBusy === 'true') return false;
      this.pressed = control;
      return true;
    });
    this.#barPlace = new BarPlace(this.#widget, top);
    this.root.replaceChildren(this.#widget);
    linkStylesheet(this.root);
    this.applyScheme();
    this.showIn(this.#visiblePart);
    return isFirst;
  }

  /** Takes over a changed theme, or changed colours of the embedding page. */
  applyScheme() {
    if (!this.#widget?.isConnected) return;
    const scheme = schemeOf(this.#widget, this.settings.theme);
    if (scheme) this.#widget.dataset.scheme = scheme;
    else delete this.#widget.dataset.scheme;
  }

  /** Keeps the bar and its panel to the visible part of a frame; see `BarPlace`. */
  showIn(part) {
    this.#visiblePart = part;
    this.#barPlace?.showIn(part);
  }

  /** Shows a view, scrolls to its top and focuses its heading; the first view does neither. */
  render(view, isFirst = false) {
    this.view = view;
    this.#afterShow = [];
    this.main.replaceChildren(...this.views[view](this).flat(Infinity).filter(Boolean));
    this.main.dataset.view = view;
    contain(this, view);
    this.closeEmergency();
    this.refresh();
    for (const act of this.#afterShow) act();
    if (this.page) this.page.follow(view, this.titleOf(view));
    if (isFirst) return;
    this.#taps.settle();
    this.main.scrollIntoView({ block: 'start' });
    this.focusHeading();
  }

  /** The title of the page for a view; null for the title alone. The band of a result never is in it. */
  titleOf(view) {
    if (['welcome', 'cover'].includes(view)) return null;
    const titles = { section: () => this.journey.section.title, result: () => this.t('result.title') };
    return this.page.titleOf(this, titles[view]?.() ?? this.main.querySelector('.heading').textContent);
  }

  focusHeading() {
    this.main.querySelector('.heading').focus({ preventScroll: true });
  }

  /** Registers a function to call when the view under construction is in the document. */
  whenShown(act) {
    this.#afterShow.push(act);
  }

  heading(text) {
    return h('h2', { class: 'heading', tabindex: '-1' }, text);
  }

  t(key, values) {
    return this.wording.text(key, values);
  }

  parts(key, values) {
    return this.wording.parts(key, values);
  }

  plural(key, count, values) {
    return this.wording.plural(key, count, values);
  }

  /** A text of the questionnaire, with its language where that is not the one of the interface. */
  told(text) {
    const { language } = this.journey.questionnaire;
    return language === this.language || !text ? text : h('span', { lang: language, dir: directionOf(language) }, text);
  }

  nameOf(type, code) {
    return this.wording.nameOf(type, code);
  }

  get language() {
    return this.wording.language;
  }

  get locale() {
    return this.wording.locale;
  }

  newId() {
    return `k${++this.#ids}`;
  }

  /** Creates an element whose children are rendered again when the contacts or the questionnaire change. */
  live(render, tag = 'div') {
    const node = h(tag);
    const draw = () => {
      const children = [render()].flat();
      // An unchanged child stays in place and keeps the focus.
      if (children.length !== 1 || children[0] !== node.firstChild) node.replaceChildren(...children);
    };
    const part = { node, draw };
    draw();
    this.#liveParts.add(part);
    return node;
  }

  refresh() {
    for (const part of this.#liveParts) {
      if (part.node.isConnected) part.draw();
      else this.#liveParts.delete(part);
    }
  }

  /**
   * Closes the emergency panel; a focus inside it goes back to its button.
   * @returns {boolean} whether it was open
   */
  closeEmergency() {
    const panel = this.root.querySelector('.emergency');
    if (!panel?.open) return false;
    if (panel.contains(this.root.getRootNode().activeElement)) panel.querySelector('summary').focus();
    panel.open = false;
    return true;
  }

  /** Opens all disclosures of the view before printing, and closes those again afterwards. */
  setPrinting(isPrinting) {
    if (this.page && this.wording) setPrintTitle(this, isPrinting);
    if (isPrinting) this.#openedToPrint = [...this.main?.querySelectorAll('details:not([open])') ?? []];
    for (const disclosure of this.#openedToPrint) disclosure.open = isPrinting;
  }
}
