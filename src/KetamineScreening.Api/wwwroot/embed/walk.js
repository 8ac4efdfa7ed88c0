// What the person does, from the choice of a questionnaire to the result.
import * as savedAnswers from './saved-answers.js';
import { Shell } from './shell.js';

/** The state of one screening and the acts that change it. */
export class Walk extends Shell {
  // Grows when pending requests have become pointless.
  generation = 0;
  questionnaires = [];
  #deferred = {};

  // Resets the state of one screening; texts and contacts stay.
  clear() {
    this.journey = null;
    this.result = null;
    this.failure = null;
    this.notice = null;
    this.further = [];
    this.isSaving = false;
    const saved = savedAnswers.load();
    this.saved = !this.fixed || this.fixed === saved?.questionnaire ? saved : null;
  }

  /** Whether the questionnaire is about another person. */
  get isAboutAnother() {
    return this.journey.questionnaire.perspective === 'other';
  }

  /** Loads a questionnaire and shows its description. */
  async open(id, state) {
    const questionnaire = await this.#load(id, () => this.open(id, state));
    if (!questionnaire) return;
    this.journey = new this.#deferred.Journey(questionnaire, state);
    this.show('before');
  }

  async #load(id, retry) {
    const { generation } = this;
    this.status.textContent = this.t('welcome.loading');
    const [questionnaire, deferred] = await Promise.all([this.service.questionnaire(id), import('./deferred.js')]).catch(() => []);
    if (generation !== this.generation) return null;
    if (deferred) [this.#deferred, this.views] = [deferred, { ...this.views, ...deferred.views }];
    this.status.textContent = '';
    if (!questionnaire) this.fail(retry);
    return questionnaire;
  }

  fail(retry) {
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
    if (result) this.setHelpOf(result);
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
    this.clear();
    this.journey = new this.#deferred.Journey(questionnaire, { chosen: carry ? previous.sharedWith(questionnaire) : {} });
    this.show('before');
  }

  /** Discards all answers and shows the first view. */
  restart() {
    savedAnswers.clear();
    this.clear();
    this.show('welcome');
  }
}
