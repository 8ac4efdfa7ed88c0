// The way of the person through the steps, forwards and backwards.
import { Screening } from './screening.js';

// In a widget of this width or more, in em, the questions of a section can be surveyed.
const WIDE = 34;

/** Shows the steps of a screening. */
export class Walk extends Screening {
  // Grows with every step that is shown, so that a late response does not replace a step that it no longer belongs to.
  attempt = 0;
  #knownItems = null;
  #announcedSection = null;

  /** Shows a view as the next step; the current one is drawn again, and the one before is gone back to. */
  show(view) {
    if (this.trail.current.view === view) return this.revisit(this.trail.current);
    if (this.trail.previous?.view === view) return this.trail.back();
    this.visit({ view });
  }

  visit(step) {
    const numbered = { ...step, screening: this.number };
    this.trail.push(numbered);
    this.revisit(numbered);
  }

  /**
   * Shows a step again, or the first view if the step no longer exists.
   * @param {import('./trail.js').Step | null} step
   */
  revisit(step) {
    if (this.isCovered) return;
    this.attempt++;
    this.isSending = false;
    if (step && 'screening' in step && step.screening !== this.number && !this.bringBack(step.screening)) step = null;
    if (!step || !this.journey) return this.render('welcome');
    if (['result', 'summary'].includes(step.view) && !this.result) return this.render('review');
    if (step.at) this.journey.at = step.at;
    this.render(step.view);
    this.keep();
    if (step.view === 'section') this.#announceSection();
  }

  /** Goes one step back. */
  back() {
    if (this.trail.previous) this.trail.back();
    else this.revisit(null);
  }

  /** Loads a questionnaire and shows its description. Answers to the same questionnaire stay until there is a result. */
  async open(id) {
    const questionnaire = await this.load(id, () => this.open(id));
    if (!questionnaire) return;
    const isSame = this.journey?.questionnaire.id === id && !this.result;
    if (!isSame && !this.bringBackAnswers(id)) this.beginAnew(questionnaire);
    this.show('before');
  }

  /** Continues with the answers of this tab or those saved on this device, if the questionnaire still has the same version. */
  async resume() {
    if (this.journey) return this.#continue();
    const questionnaire = await this.load(this.saved.questionnaire, () => this.resume());
    if (!questionnaire || !this.takeOver(this.saved, questionnaire)) return;
    this.isSaving = true;
    this.#emitStarted();
    this.#continue();
  }

  #continue() {
    this.visit(this.result ? { view: 'result' } : { view: 'section', at: this.journey.at });
  }

  /** Starts the questions. */
  begin() {
    const { journey } = this;
    if (!journey.isBegun) {
      journey.layout = this.#layout;
      this.#announcedSection = null;
      this.#emitStarted();
    }
    this.visit({ view: 'section', at: journey.steps[0].items[0].id });
  }

  get #layout() {
    const { layout } = this.settings;
    const width = this.main.clientWidth / parseFloat(getComputedStyle(this.main).fontSize);
    return layout === 'one' || (layout === 'auto' && width < WIDE) ? 'one' : 'sections';
  }

  #emitStarted() {
    this.emit('started', { questionnaire: this.journey.questionnaire.id });
  }

  #announceSection() {
    const { section, isOpen, sections, questionnaire } = this.journey;
    if (this.#announcedSection === section.id) return;
    this.#announcedSection = section.id;
    const index = sections.findIndex(({ id }) => id === section.id);
    this.emit('section', { index: index + 1, count: isOpen ? questionnaire.sections.length : sections.length });
  }

  /** Goes to the next step, or back to the list of answers after a change and after the questions that the change has opened. */
  forward() {
    const { journey, trail } = this;
    if (!trail.current.isChange) {
      if (journey.isLast) return this.visit({ view: 'review' });
      journey.advance();
      return this.visit({ view: 'section', at: journey.at });
    }
    for (const { id } of journey.items) this.#knownItems?.add(id);
    const opened = this.#knownItems && journey.asked.find((item) => !this.#knownItems.has(item.id) && !journey.isSettled(item));
    this.visit(opened ? { view: 'section', at: opened.id, isChange: true } : { view: 'review' });
  }

  /** Shows the step of an item, to return to the list of answers from there. */
  change(item) {
    this.#knownItems = new Set(this.journey.asked.map(({ id }) => id));
    this.visit({ view: 'section', at: item.id, isChange: true });
  }

  /** Opens another questionnaire or version, with or without the answers to items that both have. */
  async goFurther(id, carry) {
    const previous = this.journey;
    const questionnaire = await this.load(id, () => this.goFurther(id, carry));
    if (!questionnaire) return;
    this.beginAnew(questionnaire, { chosen: carry ? previous.sharedWith(questionnaire) : {} });
    this.visit({ view: 'before' });
  }
}
