// The controller of the widget: starts it, keeps the help contacts up to date and leaves.
import { helpWithoutTexts } from './contacts.js';
import { before, trouble, waiting, welcome } from './first-views.js';
import { leavePage } from './leave.js';
import * as savedAnswers from './saved-answers.js';
import { Service } from './service.js';
import { Walk } from './walk.js';
import { Wording } from './wording.js';

// How long the first view waits for the list of questionnaires, in milliseconds.
const LIST_TIMEOUT = 1500;

/** One screening on one page. */
export class App extends Walk {
  #isFirstDraw = true;

  /**
   * @param {ShadowRoot} root the root to render into
   * @param {{ base: URL, lang: string | null, country: string | null, fixed: string | null, leaveTo: string }} settings
   *   `fixed` is the id of the only questionnaire to offer
   * @param {(name: string, detail: object) => void} emit dispatches an event to the embedding page
   */
  constructor(root, settings, emit) {
    super(root, { welcome, before, waiting, trouble });
    Object.assign(this, { settings, emit, fixed: settings.fixed });
    this.service = new Service(settings.base, settings.lang);
    this.country = settings.country?.toUpperCase() || null;
    this.clear();
  }

  /**
   * Loads the data of the first view and shows it; when that fails, shows an error with help contacts.
   * @param {Promise<void>} styled settles when the style sheet is applied
   */
  async start(styled) {
    const generation = ++this.generation;
    const help = this.#findHelp();
    const questionnaires = this.service.questionnaires().catch(() => null);
    try {
      // The content of the element may already show the first view, so it stays until the list is loaded or takes too long.
      const listOrTimeout = Promise.race([questionnaires, new Promise((resolve) => setTimeout(resolve, LIST_TIMEOUT))]);
      const [texts] = await Promise.all([this.service.texts(), styled, listOrTimeout]);
      if (generation !== this.generation) return;
      this.wording = new Wording(texts);
      this.#isFirstDraw = this.draw();
    } catch {
      // Without texts, the content of the element stays visible, or emergency numbers replace it when it has none.
      if (generation !== this.generation) return;
      this.root.querySelector('slot')?.replaceChildren(helpWithoutTexts());
      return addEventListener('online', () => generation === this.generation && this.start(styled), { once: true });
    }

    help.then((found) => generation === this.generation && this.#setHelp(found));
    this.questionnaires = (await questionnaires) ?? [];
    if (generation !== this.generation) return;
    if (!this.fixed && this.questionnaires.length === 0) return this.fail(() => this.start());
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

  async chooseCountry(code) {
    this.country = code || null;
    const help = await this.service.help(this.country).catch(() => null);
    if (this.country !== (code || null)) return;
    this.#setHelp(help);
    this.status.textContent = this.root.querySelector('.emergency summary').textContent;
  }

  /** Takes over the help contacts of a result. */
  setHelpOf({ emergency, help }) {
    this.#setHelp({ ...this.help, country: this.country ?? undefined, emergencyBlocks: emergency.blocks, services: help });
  }

  #setHelp(help) {
    this.help = help ?? this.help;
    this.refresh();
  }

  /** Makes all pending requests ignore their results. */
  stop() {
    this.generation++;
    this.journey = null;
  }

  /** Leaves at once: clears the screen, the state and the saved answers, and opens another site. */
  leave() {
    this.stop();
    savedAnswers.clear();
    this.clear();
    this.root.replaceChildren();
    this.emit('leave', { to: this.settings.leaveTo });
    leavePage(this.settings.leaveTo);
  }

  /** Handles the first press of Escape: closes the emergency panel and announces the effect of a second press. */
  warnBeforeLeave() {
    if (!this.main?.isConnected) return;
    this.closeEmergency();
    this.status.textContent = this.t('leave.again');
  }
}
