// The state of one screening: what is known, what is saved and what is loaded for it.
import { whileBusy } from './busy.js';
import * as countedOnce from './counted-once.js';
import { Journey } from './journey.js';
import * as savedAnswers from './saved-answers.js';
import { score } from './score.js';
import { Shell } from './shell.js';
import * as tabState from './tab-state.js';

// Delay in milliseconds before the widget says that something loads.
const LOADING_DELAY = 300;
// Until the policy of the service is loaded.
const DEFAULT_POLICY = { periodLength: 'quarter', countedOrigins: [], about: { asked: false } };

// What makes up a screening that the person can return to.
const STATE = ['journey', 'result', 'failure', 'further', 'isCompleted', 'isCountedOnce', 'isBandAnnounced'];

/** One screening, from the questionnaire to the result, and those before it in this tab. */
export class Screening extends Shell {
  // Number of the current screening, and the others by their numbers.
  number = 0;
  #others = new Map();
  // Grows when pending requests have become pointless.
  generation = 0;
  questionnaires = [];
  policy = DEFAULT_POLICY;

  // Resets the state of one screening; texts and contacts stay.
  clear() {
    this.journey = null;
    this.result = null;
    this.failure = null;
    this.notice = null;
    this.further = [];
    this.isSaving = false;
    this.isSending = false;
    this.isCompleted = false;
    this.isCovered = false;
    this.isContained = false;
    this.isBandAnnounced = false;
    this.#others.clear();
    const saved = savedAnswers.load();
    this.saved = !this.fixed || this.fixed === saved?.questionnaire ? saved : null;
  }

  /** Whether the questionnaire is about another person. */
  get isAboutAnother() {
    return this.journey.questionnaire.perspective === 'other';
  }

  /** Whether answers can be kept on this device: never in the storage of an embedding page, which its scripts can read. */
  get canKeep() {
    return location.origin === this.settings.base.origin;
  }

  /** Whether screenings of this page can be counted. A frame without the right to its origin has the origin "null". */
  get isCounting() {
    return self.origin === this.settings.base.origin || this.policy.countedOrigins.includes(self.origin);
  }

  /** Whether there is something that the next person at this screen must not see. */
  get isPrivate() {
    return Boolean(this.result || this.journey?.isBegun || this.#others.size > 0);
  }

  /** Begins a screening. The one before stays in memory, because "back" leads to it. */
  beginAnew(questionnaire, state) {
    const others = new Map(this.#others);
    if (this.isPrivate) others.set(this.number, this.#state);
    this.clear();
    this.#others = others;
    this.number = Math.max(this.number, ...others.keys()) + 1;
    this.journey = new Journey(questionnaire, state);
  }

  /**
   * Returns to another screening.
   * @returns {boolean} whether it is still there
   */
  bringBack(number) {
    const other = this.#others.get(number);
    if (!other) return false;
    if (this.journey) this.#others.set(this.number, this.#state);
    this.#others.delete(number);
    this.number = number;
    Object.assign(this, other);
    return true;
  }

  /** Returns to the answers to a questionnaire that have no result yet. */
  bringBackAnswers(id) {
    const [number] = [...this.#others].findLast(([, { journey, result }]) => journey.questionnaire.id === id && !result) ?? [];
    return number !== undefined && this.bringBack(number);
  }

  get #state() {
    return Object.fromEntries(STATE.map((name) => [name, this[name]]));
  }

  /** Loads a questionnaire. */
  async load(id, retry) {
    const { generation } = this;
    this.service.policy().then((policy) => (this.policy = policy)).catch(() => {});
    const work = this.service.questionnaire(id).catch(() => null);
    const questionnaire = await whileBusy(this.pressed, this.t('welcome.loading'), LOADING_DELAY, work);
    if (generation !== this.generation) return null;
    if (!questionnaire) this.fail(retry);
    return questionnaire;
  }

  fail(retry) {
    this.retry = retry;
    this.render('trouble');
  }

  /** Scores the answers in the browser, with the rules of the service. */
  scoreHere() {
    const { journey, help } = this;
    return score(journey.questionnaire, journey.answers, help ?? undefined);
  }

  /**
   * Takes over a saved screening, or says that the questionnaire has changed.
   * @returns {boolean} whether it could be taken over
   */
  takeOver({ version, language, state, result, failure, number }, questionnaire) {
    if (questionnaire.version !== version) {
      this.restart();
      this.notice = this.t('resume.changed');
      this.render('welcome');
      return false;
    }
    this.journey = new Journey(questionnaire, state);
    // The texts of a result are in the language that it was made in.
    if (result && language !== questionnaire.language) result = { ...this.scoreHere(), contribution: result.contribution };
    Object.assign(this, { result: result ?? null, failure: failure ?? null, number: number ?? this.number });
    if (result?.help.length > 0) this.setHelpOf(result);
    this.findFurther();
    return true;
  }

  findFurther() {
    const { perspective, estimatedMinutes } = this.journey.questionnaire;
    this.further = this.questionnaires.filter((one) => one.perspective === perspective && one.estimatedMinutes > estimatedMinutes);
  }

  /** Takes over a changed answer: a result of the answers before is no longer true. */
  answersChanged() {
    [this.result, this.failure] = [null, null];
    this.keep();
  }

  /** Saves the screening for this tab, and on the device if the person has asked for it. */
  keep() {
    if (!this.journey) return this.page && tabState.saveCountry(this.country);
    this.isSaving &&= savedAnswers.areSaved() && savedAnswers.save(this);
    if (!this.page) return;
    const { journey: { questionnaire: { id, version, language }, state }, result, failure, isSaving, country, number, trail } = this;
    tabState.save({ questionnaire: id, version, language, state, result, failure, isSaving, country, number, trail: trail.state });
  }

  /** Discards everything and shows the first view. */
  restart() {
    savedAnswers.clear();
    countedOnce.clear();
    this.expire();
  }

  /** Discards everything but what the person asked to keep on this device, and shows the first view. */
  expire() {
    tabState.clear();
    this.clear();
    this.trail.reset();
    this.render('welcome');
  }

  /** Deletes everything that is saved, and the state. */
  forgetAll() {
    for (const store of [savedAnswers, tabState, countedOnce]) store.clear();
    this.clear();
  }
}
