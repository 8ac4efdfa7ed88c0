// What is on the screen, and what the person does with it. The parts know it as `app`.
import { before, trouble, waiting, welcome } from './begin.js';
import { bar, withoutWords } from './contacts.js';
import { h, linkIfNeeded } from './dom.js';
import * as kept from './kept.js';
import { Service } from './service.js';

// In milliseconds.
const PATIENCE = 1500;
const FIRST_VIEWS = { welcome, before, waiting, trouble };

/** One screening on one page. */
export class App {
  #texts = {};
  #ids = 0;
  #live = new Set();
  #starts = 0;
  #isFirstDraw = true;
  #afterShow = [];
  #later = {};

  /**
   * @param {ShadowRoot} root where it is drawn
   * @param {{ base: URL, lang: string | null, country: string | null, fixed: string | null, leaveTo: string }} settings
   * @param {(name: string, detail: object) => void} emit tells the page around
   */
  constructor(root, settings, emit) {
    Object.assign(this, { root, settings, emit, fixed: settings.fixed, questionnaires: [] });
    this.service = new Service(settings.base, settings.lang);
    this.country = settings.country?.toUpperCase() || null;
    this.language = 'en';
    this.#clear();
  }

  // Only what the person did; texts and contacts stay.
  #clear() {
    this.journey = null;
    this.result = null;
    this.failure = null;
    this.notice = null;
    this.further = [];
    this.keeps = false;
    const found = kept.read();
    this.kept = !this.fixed || this.fixed === found?.questionnaire ? found : null;
  }

  /** Loads what the first step needs; without it, says so and where help is. */
  async start(dressed) {
    const start = ++this.#starts;
    const help = this.#findHelp();
    const questionnaires = this.service.questionnaires().catch(() => null);
    try {
      // What the page put inside the element may be this very step: it goes when it can be replaced, or when that takes long.
      const soon = Promise.race([questionnaires, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      const [{ language, texts }] = await Promise.all([this.service.texts(), dressed, soon]);
      if (start !== this.#starts) return;
      [this.language, this.#texts] = [language, texts];
      // Dates as where the person lives, if that is the same language.
      this.locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
      this.#draw();
    } catch {
      // Without texts there is nothing to say; what the page put inside the element stays visible, and numbers need no words.
      if (start !== this.#starts) return;
      this.root.querySelector('slot')?.replaceChildren(withoutWords());
      return addEventListener('online', () => start === this.#starts && this.start(dressed), { once: true });
    }

    help.then((found) => start === this.#starts && this.#setHelp(found));
    this.questionnaires = (await questionnaires) ?? [];
    if (start !== this.#starts) return;
    if (!this.fixed && this.questionnaires.length === 0) return this.#fail(() => this.start());
    this.show('welcome', this.#isFirstDraw);
    this.emit('ready', {});
    // Fetched while the person reads. From the first question on nothing more is needed, even if the connection goes.
    import('./later.js').catch(() => {});
    this.#goOn();
  }

  // Somebody chose in what the page put inside the element, before the element was there.
  #goOn() {
    const chosen = this.questionnaires.find(({ id }) => location.hash === `#${id}` && this.root.host.querySelector(`a[href="#${id}"]`));
    if (!chosen) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    this.open(chosen.id);
  }

  // A country that the service does not know must not keep anybody from help.
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
    const isRightToLeft = /^(ar|fa|he|ur)\b/.test(this.language);
    this.#isFirstDraw = !this.root.querySelector('.screen');
    this.root.replaceChildren(h('div', { class: 'screen', part: 'screen', lang: this.language, dir: isRightToLeft ? 'rtl' : 'ltr' }, bar(this), this.main, this.status));
    linkIfNeeded(this.root);
  }

  /** Shows a step, from its top, and takes a screen reader there; the first step leaves the page where it is. */
  show(view, isFirst = false) {
    this.view = view;
    this.#afterShow = [];
    this.main.replaceChildren(...{ ...FIRST_VIEWS, ...this.#later.views }[view](this).flat(Infinity).filter(Boolean));
    this.main.dataset.view = view;
    this.#closeEmergency();
    this.refresh();
    for (const act of this.#afterShow) act();
    if (isFirst) return;
    this.main.scrollIntoView({ block: 'start' });
    this.main.querySelector('.heading').focus({ preventScroll: true });
  }

  /** Does something once the step that is being made is on the screen. */
  whenShown(act) {
    this.#afterShow.push(act);
  }

  heading(text) {
    return h('h2', { class: 'heading', tabindex: '-1' }, text);
  }

  /** A text of the widget, with what goes in its places. */
  t(key, values = {}) {
    return (this.#texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  }

  /** The name of a language or region in the language of the person. */
  nameOf(type, code) {
    return Intl.DisplayNames ? new Intl.DisplayNames([this.language], { type }).of(code) : code;
  }

  /** Whom the questionnaire is about, as it ends the keys of texts that differ. */
  get whose() {
    return this.journey.questionnaire.perspective === 'other' ? 'Other' : '';
  }

  newId() {
    return `k${++this.#ids}`;
  }

  /** Something that changes when the contacts or the questionnaire do. */
  live(make, kind = 'div') {
    const node = h(kind);
    const draw = () => {
      const children = [make()].flat();
      // What is the same stays where it is, and keeps the focus.
      if (children.length !== 1 || children[0] !== node.firstChild) node.replaceChildren(...children);
    };
    const part = { node, draw };
    draw();
    this.#live.add(part);
    return node;
  }

  refresh() {
    for (const part of this.#live) {
      if (part.node.isConnected) part.draw();
      else this.#live.delete(part);
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

  /** Fetches a questionnaire and shows what it is. */
  async open(id, state) {
    const questionnaire = await this.#load(id, () => this.open(id, state));
    if (!questionnaire) return;
    this.journey = new this.#later.Journey(questionnaire, state);
    this.show('before');
  }

  async #load(id, retry) {
    const start = this.#starts;
    this.status.textContent = this.t('welcome.loading');
    const [questionnaire, later] = await Promise.all([this.service.questionnaire(id), import('./later.js')]).catch(() => []);
    if (start !== this.#starts) return null;
    this.#later = later ?? this.#later;
    this.status.textContent = '';
    if (!questionnaire) this.#fail(retry);
    return questionnaire;
  }

  #fail(retry) {
    this.retry = retry;
    this.show('trouble');
  }

  /** Goes on with answers kept on this device, if the questions are still the same. */
  async resume() {
    const { questionnaire: id, version, state } = this.kept;
    const questionnaire = await this.#load(id, () => this.resume());
    if (!questionnaire) return;
    if (questionnaire.version !== version) {
      this.restart();
      this.notice = this.t('resume.changed');
      return this.show('welcome');
    }
    this.journey = new this.#later.Journey(questionnaire, state);
    this.keeps = true;
    this.#started();
    this.#showSection();
  }

  /** Deletes answers kept on this device. */
  forget() {
    kept.forget();
    this.kept = null;
    this.show('welcome');
  }

  /** Begins with the questions. */
  begin(contribute) {
    const isFirst = this.journey.contribute === undefined;
    this.journey.contribute = contribute;
    if (isFirst) this.#started();
    this.#showSection();
  }

  #started() {
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
    if (this.keeps) kept.write(this.journey);
    this.#showSection();
  }

  back() {
    if (this.journey.isFirst) return this.show('before');
    this.journey.move(-1);
    this.#showSection();
  }

  /** Has the answers scored; if that cannot be, scores them here. */
  async finish() {
    const { journey } = this;
    const { questionnaire, answers } = journey;
    const isFirst = !this.result;
    this.show('waiting');
    const { result, failure } = await this.service.screen(questionnaire, journey, this.country);
    // Whoever left in the meantime is not brought back.
    if (this.journey !== journey) return;
    this.result = result ?? this.#later.score(questionnaire, answers);
    this.failure = failure ?? null;
    if (result) this.#setHelp({ ...this.help, country: this.country ?? undefined, emergency: result.emergency.contacts, services: result.help });
    const isLonger = (one) => one.perspective === questionnaire.perspective && one.estimatedMinutes > questionnaire.estimatedMinutes;
    this.further = this.questionnaires.filter(isLonger);
    kept.forget();
    this.keeps = false;
    this.show('result');
    if (isFirst) this.emit('completed', { questionnaire: questionnaire.id, version: questionnaire.version, band: this.result.band.code });
  }

  /** Goes on with a longer questionnaire, with or without the answers that both share. */
  async goFurther(id, carry) {
    const from = this.journey;
    const questionnaire = await this.#load(id, () => this.goFurther(id, carry));
    if (!questionnaire) return;
    this.#clear();
    this.journey = new this.#later.Journey(questionnaire, { chosen: carry ? from.sharedWith(questionnaire) : {} });
    this.show('before');
  }

  goTo(id) {
    const place = this.main.querySelector(`#${id}`);
    place.scrollIntoView({ block: 'start' });
    place.querySelector('h3').focus({ preventScroll: true });
  }

  /** Back to the beginning, with nothing left. */
  restart() {
    kept.forget();
    this.#clear();
    this.show('welcome');
  }

  /** Nothing that is still under way is shown any more. */
  stop() {
    this.#starts++;
    this.journey = null;
  }

  /** Away from here at once: nothing is left on the screen, in memory or on the device. */
  leave() {
    this.stop();
    kept.forget();
    this.#clear();
    this.root.replaceChildren();
    this.emit('leave', { to: this.settings.leaveTo });
    goAway(this.settings.leaveTo);
  }

  /** The first press of Escape: closes what is open, and says what a second one does. */
  warn() {
    if (!this.main?.isConnected) return;
    this.#closeEmergency();
    this.status.textContent = this.t('leave.again');
  }

  #closeEmergency() {
    this.root.querySelector('.emergency').open = false;
  }
}

// The page is blank before the other one comes, and its place in the history is taken. There is only this one place, since
// steps are no places of their own: "back" would lead to them from the other site. In a frame the page around is left if the
// browser lets us; the event `leave` is for those where it does not.
function goAway(address) {
  if (window.top === window) {
    document.documentElement.hidden = true;
    document.title = new URL(address).hostname;
    return location.replace(address);
  }
  try {
    window.top.location.replace(address);
  } catch {
    // A sandboxed frame stays, and is blank.
  }
}
