// The controller of the widget: holds the state, shows the views and handles what the person does.
import { bar, helpWithoutTexts } from './contacts.js';
import { h, linkStylesheet } from './dom.js';
import { before, trouble, waiting, welcome } from './first-views.js';
import * as savedAnswers from './saved-answers.js';
import { Service } from './service.js';

// How long the first view waits for the list of questionnaires, in milliseconds.
const LIST_TIMEOUT = 1500;
const FIRST_VIEWS = { welcome, before, waiting, trouble };

/** One screening on one page. */
export class App {
  #texts = {};
  #pluralRules = null;
  #ids = 0;
  #liveParts = new Set();
  #generation = 0;
  #isFirstDraw = true;
  #afterShow = [];
  #deferred = {};
  #openedToPrint = [];

  /**
   * @param {ShadowRoot} root the root to render into
   * @param {{ base: URL, lang: string | null, country: string | null, fixed: string | null, leaveTo: string }} settings
   *   `fixed` is the id of the only questionnaire to offer
   * @param {(name: string, detail: object) => void} emit dispatches an event to the embedding page
   */
  constructor(root, settings, emit) {
    Object.assign(this, { root, settings, emit, fixed: settings.fixed, questionnaires: [] });
    this.service = new Service(settings.base, settings.lang);
    this.country = settings.country?.toUpperCase() || null;
    this.language = 'en';
    this.#clear();
  }

  // Resets the state of one screening; texts and contacts stay.
  #clear() {
    this.journey = null;
    this.result = null;
    this.failure = null;
    this.notice = null;
    this.further = [];
    this.isSaving = false;
    const saved = savedAnswers.load();
    this.saved = !this.fixed || this.fixed === saved?.questionnaire ? saved : null;
  }

  /**
   * Loads the data of the first view and shows it; when that fails, shows an error with help contacts.
   * @param {Promise<void>} styled settles when the style sheet is applied
   */
  async start(styled) {
    const generation = ++this.#generation;
    const help = this.#findHelp();
    const questionnaires = this.service.questionnaires().catch(() => null);
    try {
      // The content of the element may already show the first view, so it stays until the list is loaded or takes too long.
      const listOrTimeout = Promise.race([questionnaires, new Promise((resolve) => setTimeout(resolve, LIST_TIMEOUT))]);
      const [{ language, direction, texts }] = await Promise.all([this.service.texts(), styled, listOrTimeout]);
      if (generation !== this.#generation) return;
      [this.language, this.direction, this.#texts] = [language, direction, texts];
      this.#pluralRules = new Intl.PluralRules(language);
      // Dates use the regional format of the browser if its language matches.
      this.locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
      this.#draw();
    } catch {
      // Without texts, the content of the element stays visible, or emergency numbers replace it when it has none.
      if (generation !== this.#generation) return;
      this.root.querySelector('slot')?.replaceChildren(helpWithoutTexts());
      return addEventListener('online', () => generation === this.#generation && this.start(styled), { once: true });
    }

    help.then((found) => generation === this.#generation && this.#setHelp(found));
    this.questionnaires = (await questionnaires) ?? [];
    if (generation !== this.#generation) return;
    if (!this.fixed && this.questionnaires.length === 0) return this.#fail(() => this.start());
    this.show('welcome', this.#isFirstDraw);
    this.emit('ready', {});
    // Prefetches the remaining scripts and the titles of the learning texts, so that answering works without a connection.
    import('./deferred.js').catch(() => {});
    this.service.learningTexts().then((texts) => (this.learningTexts = texts)).catch(() => {});
    this.#openFromHash();
  }

  // Opens the questionnaire whose link in the content of the element was followed before the element was ready.
  #openFromHash() {
    const isChosen = ({ id }) => location.hash === `#${id}` && this.root.host.querySelector(`a[href="#${id}"]`);
    const chosen = this.questionnaires.find(isChosen);
    if (!chosen) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    this.open(chosen.id);
  }

  // An unknown country falls back to international help.
  async #findHelp() {
    try {
      return await this.service.help(this.country);
    } catch ({ status }) {
      if (status !== 400) return null;
      this.country = null;
      return this.service.help(null).catch(() => null);
    }
  }

  #draw() {
    this.main = h('div', { class: 'main', part: 'main', onpointerdown: () => this.#closeEmergency() });
    this.status = h('p', { class: 'unseen', role: 'status' });
    this.#isFirstDraw = !this.root.querySelector('.screen');
    const attributes = { class: 'screen', part: 'screen', lang: this.language, dir: this.direction };
    this.root.replaceChildren(h('div', attributes, bar(this), this.main, this.status));
    linkStylesheet(this.root);
  }

  /** Shows a view, scrolls to its top and focuses its heading; the first view does neither. */
  show(view, isFirst = false) {
    this.view = view;
    this.#afterShow = [];
    this.main.replaceChildren(...{ ...FIRST_VIEWS, ...this.#deferred.views }[view](this).flat(Infinity).filter(Boolean));
    this.main.dataset.view = view;
    this.#closeEmergency();
    this.refresh();
    for (const act of this.#afterShow) act();
    if (isFirst) return;
    this.main.scrollIntoView({ block: 'start' });
    this.main.querySelector('.heading').focus({ preventScroll: true });
  }

  /** Registers a function to call when the view under construction is in the document. */
  whenShown(act) {
    this.#afterShow.push(act);
  }

  heading(text) {
    return h('h2', { class: 'heading', tabindex: '-1' }, text);
  }

  /** Returns a text of the widget with its placeholders filled in. */
  t(key, values = {}) {
    return (this.#texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
  }

  /** Returns the form of a text for a count, in the plural category that the count has in the language of the widget. */
  plural(key, count, values) {
    const form = `${key}.${this.#pluralRules.select(count)}`;
    return this.t(form in this.#texts ? form : `${key}.other`, values);
  }

  /** Returns the name of a language or region in the language of the widget. */
  nameOf(type, code) {
    return Intl.DisplayNames ? new Intl.DisplayNames([this.language], { type }).of(code) : code;
  }

  /** Whether the questionnaire is about another person. */
  get isAboutAnother() {
    return this.journey.questionnaire.perspective === 'other';
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

  async chooseCountry(code) {
    this.country = code || null;
    const help = await this.service.help(this.country).catch(() => null);
    if (this.country !== (code || null)) return;
    this.#setHelp(help);
    this.status.textContent = this.root.querySelector('.emergency summary').textContent;
  }

  #setHelp(help) {
    this.help = help ?? this.help;
    this.refresh();
  }

  /** Loads a questionnaire and shows its description. */
  async open(id, state) {
    const questionnaire = await this.#load(id, () => this.open(id, state));
    if (!questionnaire) return;
    this.journey = new this.#deferred.Journey(questionnaire, state);
    this.show('before');
  }

  async #load(id, retry) {
    const generation = this.#generation;
    this.status.textContent = this.t('welcome.loading');
    const [questionnaire, deferred] = await Promise.all([this.service.questionnaire(id), import('./deferred.js')]).catch(() => []);
    if (generation !== this.#generation) return null;
    this.#deferred = deferred ?? this.#deferred;
    this.status.textContent = '';
    if (!questionnaire) this.#fail(retry);
    return questionnaire;
  }

  #fail(retry) {
    this.retry = retry;
    this.show('trouble');
  }

  /** Continues with the answers saved on this device, if the questionnaire still has the same version. */
  async resume() {
    const { questionnaire: id, version, state } = this.saved;
    const questionnaire = await this.#load(id, () => this.resume());
    if (!questionnaire) return;
    if (questionnaire.version !== version) {
      this.restart();
      this.notice = this.t('resume.changed');
      return this.show('welcome');
    }
    this.journey = new this.#deferred.Journey(questionnaire, state);
    this.isSaving = true;
    this.#emitStarted();
    this.#showSection();
  }

  /** Deletes the answers saved on this device. */
  forget() {
    savedAnswers.clear();
    this.saved = null;
    this.show('welcome');
  }

  /** Starts the questions. */
  begin(contribute) {
    const isFirst = this.journey.contribute === undefined;
    this.journey.contribute = contribute;
    if (isFirst) this.#emitStarted();
    this.#showSection();
  }

  #emitStarted() {
    this.emit('started', { questionnaire: this.journey.questionnaire.id });
  }

  #showSection() {
    this.show('section');
    const { index, isOpen, sections, questionnaire } = this.journey;
    this.emit('section', { index: index + 1, count: isOpen ? questionnaire.sections.length : sections.length });
  }

  forward() {
    if (this.journey.isLast) return void this.finish();
    this.journey.move(1);
    if (this.isSaving) savedAnswers.save(this.journey);
    this.#showSection();
  }

  back() {
    if (this.journey.isFirst) return this.show('before');
    this.journey.move(-1);
    this.#showSection();
  }

  /** Sends the answers for scoring; when that fails, scores them in the browser. */
  async finish() {
    const { journey } = this;
    const { questionnaire, answers } = journey;
    const isFirst = !this.result;
    this.show('waiting');
    const { result, failure } = await this.service.screen(questionnaire, journey, this.country);
    // The person has left or restarted in the meantime.
    if (this.journey !== journey) return;
    savedAnswers.clear();
    this.isSaving = false;
    if (failure === 'retired') return this.show('replaced');
    this.result = result ?? this.#deferred.score(questionnaire, answers, this.help);
    this.failure = failure ?? null;
    if (result) {
      const { emergency, help } = result;
      this.#setHelp({ ...this.help, country: this.country ?? undefined, emergencyBlocks: emergency.blocks, services: help });
    }
    const isLonger = (one) => one.perspective === questionnaire.perspective && one.estimatedMinutes > questionnaire.estimatedMinutes;
    this.further = this.questionnaires.filter(isLonger);
    this.show('result');
    const { id, version } = questionnaire;
    if (isFirst) this.emit('completed', { questionnaire: id, version, band: this.result.band.code });
  }

  /** Opens another questionnaire or version, with or without the answers to items that both have. */
  async goFurther(id, carry) {
    const previous = this.journey;
    const questionnaire = await this.#load(id, () => this.goFurther(id, carry));
    if (!questionnaire) return;
    this.#clear();
    this.journey = new this.#deferred.Journey(questionnaire, { chosen: carry ? previous.sharedWith(questionnaire) : {} });
    this.show('before');
  }

  goTo(id) {
    const target = this.main.querySelector(`#${id}`);
    target.scrollIntoView({ block: 'start' });
    target.querySelector('h3').focus({ preventScroll: true });
  }

  /** Discards all answers and shows the first view. */
  restart() {
    savedAnswers.clear();
    this.#clear();
    this.show('welcome');
  }

  /** Opens all disclosures of the view before printing, and closes those again afterwards. */
  setPrinting(isPrinting) {
    if (isPrinting) this.#openedToPrint = [...this.main?.querySelectorAll('details:not([open])') ?? []];
    for (const disclosure of this.#openedToPrint) disclosure.open = isPrinting;
  }

  /** Makes all pending requests ignore their results. */
  stop() {
    this.#generation++;
    this.journey = null;
  }

  /** Leaves at once: clears the screen, the state and the saved answers, and opens another site. */
  leave() {
    this.stop();
    savedAnswers.clear();
    this.#clear();
    this.root.replaceChildren();
    this.emit('leave', { to: this.settings.leaveTo });
    leavePage(this.settings.leaveTo);
  }

  /** Handles the first press of Escape: closes the emergency panel and announces the effect of a second press. */
  warnBeforeLeave() {
    if (!this.main?.isConnected) return;
    this.#closeEmergency();
    this.status.textContent = this.t('leave.again');
  }

  #closeEmergency() {
    this.root.querySelector('.emergency').open = false;
  }
}

// Blanks the page and replaces its history entry with another site. Views have no history entries of their own, so "back" does not
// lead to them. In a frame the top page is replaced if the browser allows it; otherwise the page can handle the event `leave`.
function leavePage(url) {
  if (window.top === window) {
    document.documentElement.hidden = true;
    document.title = new URL(url).hostname;
    return location.replace(url);
  }
  try {
    window.top.location.replace(url);
  } catch {
    // A sandboxed frame stays open, but it is blank.
  }
}
