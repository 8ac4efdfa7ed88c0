// The decision on counting, and the request for the result.
import { whileBusy } from './busy.js';
import * as countedOnce from './counted-once.js';
import { Walk } from './walk.js';

// Delay in milliseconds before the widget says that the result takes time.
const SENDING_DELAY = 400;

/** Sends a screening once the person has decided. */
export class Sending extends Walk {
  /** Asks whether the answers may be counted, once. */
  confirm() {
    if (this.journey.isCounted) return this.finish();
    this.visit({ view: 'consent' });
  }

  /** Takes the decision on counting, and asks those who agree about themselves. */
  decide(agrees, isOnce) {
    const { journey, policy } = this;
    const { id } = journey.questionnaire;
    journey.contribute = agrees && !(isOnce && countedOnce.isNoted(id, policy.periodLength));
    journey.about = {};
    this.isCountedOnce = isOnce;
    if (!isOnce) countedOnce.clear();
    if (!journey.contribute || !policy.about.asked || this.isAboutAnother) return this.finish();
    this.visit({ view: 'about' });
  }

  /** Sends the answers for scoring; when that fails, scores them in the browser. */
  async finish() {
    const { journey } = this;
    const { questionnaire } = journey;
    const attempt = ++this.attempt;
    this.isSending = true;
    const request = this.service.screen(questionnaire, journey);
    const { result, failure } = await whileBusy(this.pressed, this.t('working.text'), SENDING_DELAY, request);
    // The person has left, restarted or gone back in the meantime.
    if (this.journey !== journey || this.attempt !== attempt) return;
    if (failure === 'retired') return this.show('replaced');
    this.result = result ?? this.scoreHere();
    this.failure = failure ?? null;
    if (result) this.setHelpOf(result);
    this.#noteCounted(result?.contribution === 'received', failure === 'unsure');
    this.findFurther();
    this.show('result');
    const { id, version } = questionnaire;
    if (!this.isCompleted) this.emit('completed', { questionnaire: id, version, ...this.#revealedBand });
    this.isCompleted = true;
  }

  // The embedding page learns the band only if the person was told before the answers were sent.
  get #revealedBand() {
    return this.settings.revealsBand && this.isBandAnnounced ? { band: this.result.band.code } : {};
  }

  // A screening is counted once, also when its answers are changed and sent again.
  #noteCounted(isReceived, isUnsure) {
    const { journey } = this;
    if (this.isCountedOnce && journey.contribute && (isReceived || isUnsure)) {
      countedOnce.note(journey.questionnaire.id, this.policy.periodLength);
    }
    journey.isCounted ||= isReceived;
    if (journey.isCounted) this.result.contribution = 'received';
  }
}
