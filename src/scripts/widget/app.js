// The controller of the widget: starts it, keeps the help contacts up to date, covers it and leaves.
import { about, consent } from './consent.js';
import { countryText, helpWithoutTexts } from './contacts.js';
import { cover } from './cover.js';
import { Directory } from './directory.js';
import { before, trouble, welcome } from './first-views.js';
import { leaveAgain, leavePage } from './leave.js';
import { outcome, replaced } from './outcome.js';
import { OwnPage } from './own-page.js';
import { section } from './questions.js';
import { review } from './review.js';
import { Sending } from './sending.js';
import { Service } from './service.js';
import { warn } from './settings.js';
import { summary } from './summary.js';
import * as tabState from './tab-state.js';
import { Trail } from './trail.js';
import { Wording } from './wording.js';

const VIEWS = { welcome, before, trouble, section, review, consent, about, result: outcome, replaced, summary, cover };

// How long the first view waits for the list of questionnaires, in milliseconds.
const LIST_TIMEOUT = 1500;

/** One screening on one page. */
export class App extends Sending {
  #isFirstDraw = true;
  #leftAt = null;
  // The help of all countries, once it is loaded, and whether it could not be loaded.
  directory = null;
  isHelpMissing = false;

  /**
   * @param {ShadowRoot | HTMLElement} root the root to render into
   * @param {import('./settings.js').Settings} settings
   * @param {(name: string, detail: object) => void} emit dispatches an event to the embedding page
   */
  constructor(root, settings, emit) {
    super(root, VIEWS);
    Object.assign(this, { settings, emit, fixed: settings.questionnaire });
    this.service = new Service(settings.base, settings.lang);
    this.country = settings.country;
    this.page = settings.ownsPage ? new OwnPage() : null;
    this.trail = new Trail(settings.ownsPage, { view: 'welcome' }, (step) => this.revisit(step));
    this.clear();
  }

  /**
   * Loads the data of the first view and shows it; when that fails, shows an error with help contacts.
   * @param {Promise<void>} styled settles when the style sheet is applied
   */
  async start(styled) {
    if (this.page && leaveAgain()) return;
    const generation = ++this.generation;
    const kept = this.page && tabState.load();
    this.country ??= kept?.country ?? null;
    if (kept && !kept.questionnaire) tabState.clear();
    const help = this.service.helpDirectory().catch(() => null);
    const questionnaires = this.service.questionnaires().catch(() => null);
    try {
      // The content of the element may already show the first view, so it stays until the list is loaded or takes too long.
      const listOrTimeout = Promise.race([questionnaires, new Promise((resolve) => setTimeout(resolve, LIST_TIMEOUT))]);
      const [texts] = await Promise.all([this.service.texts(), styled, listOrTimeout]);
      if (generation !== this.generation) return;
      this.wording = new Wording(texts);
      // A copy of the page can be in another language than the browser asks for once the network is back.
      this.service.language = texts.language;
      this.#checkLanguage(texts.language);
      this.#isFirstDraw = this.draw();
    } catch {
      // Without texts, the content of the element stays visible, or emergency numbers replace it when it has none.
      if (generation !== this.generation) return;
      this.root.querySelector('slot')?.replaceChildren(helpWithoutTexts(this.settings.lang, () => this.start(styled)));
      return addEventListener('online', () => generation === this.generation && this.start(styled), { once: true });
    }

    help.then((found) => generation === this.generation && this.#setDirectory(found));
    this.questionnaires = (await questionnaires) ?? [];
    if (generation !== this.generation) return;
    this.#checkQuestionnaire();
    if (!this.fixed && this.questionnaires.length === 0) return this.fail(() => this.start());
    if (kept?.questionnaire) await this.#continueInTab(kept);
    else this.render('welcome', this.#isFirstDraw);
    if (generation !== this.generation) return;
    this.emit('ready', {});
    // Prefetches the titles of the learning texts, so that answering works without a connection.
    this.service.learningTexts().then((texts) => (this.learningTexts = texts)).catch(() => {});
  }

  // Shows the step again after a reload, or the view after a change of the language. When the person has been elsewhere, somebody else
  // could be at the screen, so the step is covered.
  async #continueInTab(kept) {
    const questionnaire = await this.load(kept.questionnaire, () => this.#continueInTab(kept));
    if (!questionnaire || !this.takeOver(kept, questionnaire)) return;
    this.isSaving = kept.isSaving;
    if (kept.nextView && !tabState.isReload()) {
      this.keep();
      return kept.nextView === 'result' ? this.visit({ view: 'result' }) : this.render('welcome');
    }
    this.trail.restore(kept.trail);
    if (tabState.isReload()) this.revisit(this.trail.current);
    else this.cover();
  }

  /**
   * Shows the help of a country, without any request.
   * @param {string | null} code empty for none, null for the country of the device
   */
  chooseCountry(code) {
    this.country = code;
    this.#setHelp();
    if (this.help) this.status.textContent = countryText(this);
  }

  /** Takes over the help contacts of a result when the directory could not be loaded. */
  setHelpOf({ emergency, help }) {
    if (this.directory) return;
    this.help = { emergency: emergency.blocks.flatMap(({ contacts }) => contacts), emergencyBlocks: emergency.blocks, services: help };
    this.refresh();
  }

  #checkLanguage(shown) {
    const { lang } = this.settings;
    const family = (tag) => tag.toLowerCase().split('-')[0];
    if (lang && family(lang) !== family(shown)) warn(`lang="${lang}" has no texts in this service. The language shown is ${shown}.`);
  }

  // An unknown questionnaire is a mistake of the embedding page: the person chooses then.
  #checkQuestionnaire() {
    const ids = this.questionnaires.map(({ id }) => id);
    if (!this.fixed || ids.length === 0 || ids.includes(this.fixed)) return;
    warn(`questionnaire="${this.fixed}" is ignored. Allowed: ${ids.join(', ')}.`);
    this.fixed = null;
  }

  #setDirectory(found) {
    if (found) this.directory = new Directory(found);
    this.isHelpMissing = !found;
    this.#setHelp();
  }

  #setHelp() {
    if (this.directory) this.help = this.directory.of(this.country);
    this.refresh();
  }

  /** Shows a neutral question instead of the answers or the result, until the person goes on. */
  cover() {
    this.isCovered = true;
    this.render('cover');
  }

  /** Shows the covered step. */
  uncover() {
    this.isCovered = false;
    this.revisit(this.trail.current);
  }

  /** Handles that the browser keeps the page while it shows another one: it is covered before anyone can return to it. */
  pageHidden() {
    if (!this.isPrivate) return;
    this.#leftAt = Date.now();
    this.cover();
  }

  /** Handles the return to the page: after a while, everything is gone. */
  pageShown() {
    if (this.#leftAt === null) return;
    if (!tabState.isRecent(this.#leftAt, tabState.TEN_MINUTES)) this.expire();
    this.#leftAt = null;
    this.focusHeading();
  }

  expire() {
    super.expire();
    this.onRestart?.();
  }

  /** Makes all pending requests ignore their results. */
  stop() {
    this.generation++;
    this.trail.stop();
    this.journey = null;
  }

  /** Leaves at once: clears the screen, the state and everything saved, and opens another site. */
  leave() {
    this.stop();
    this.forgetAll();
    this.root.replaceChildren();
    this.emit('leave', { to: this.settings.leaveTo });
    leavePage(this.settings.leaveTo, this.page && this.trail);
  }

  /** Announces that a second press of Escape leaves. */
  warnBeforeLeave() {
    if (this.main?.isConnected) this.status.textContent = this.t('leave.again');
  }
}
