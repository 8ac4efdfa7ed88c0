import { branch } from './conditions.js';

/** The answers of one person to one questionnaire and the current section; independent of page and network. */
export class Journey {
  #chosen;
  #skipped;
  #section;

  /**
   * @param {object} questionnaire as served by the API
   * @param {{ chosen?: Record<string, string>, skipped?: string[], section?: string, contribute?: boolean, key?: string }} [state]
   *   a saved state
   */
  constructor(questionnaire, { chosen = {}, skipped = [], section, contribute, key = randomKey() } = {}) {
    this.questionnaire = questionnaire;
    this.contribute = contribute;
    this.key = key;
    this.#chosen = { ...chosen };
    this.#skipped = new Set(skipped);
    this.#section = section;
  }

  /** Sections asked with the current answers, each with its asked items. */
  get sections() {
    return branch(this.questionnaire, this.#chosen).sections;
  }

  /** The answers to score and send; answers to items that are no longer asked are omitted. */
  get answers() {
    return branch(this.questionnaire, this.#chosen).answers;
  }

  /** Index of the current section among those asked. */
  get index() {
    return Math.max(0, this.sections.findIndex((section) => section.id === this.#section));
  }

  /** The current section with all its items, because an answer in it can cause further items to be asked. */
  get section() {
    return this.questionnaire.sections.find((section) => section.id === this.sections[this.index].id);
  }

  get isFirst() {
    return this.index === 0;
  }

  get isLast() {
    return this.index === this.sections.length - 1;
  }

  /** Whether the number of sections is still unknown because a required answer is missing. */
  get isOpen() {
    return this.sections.some((section) => section.items.some((item) => item.required && this.chosen(item) === undefined));
  }

  isAsked(item) {
    return this.sections.some((section) => section.items.some((asked) => asked.id === item.id));
  }

  chosen(item) {
    return this.#chosen[item.id];
  }

  isSkipped(item) {
    return this.#skipped.has(item.id);
  }

  choose(item, code) {
    this.#chosen[item.id] = code;
    this.#skipped.delete(item.id);
  }

  skip(item) {
    delete this.#chosen[item.id];
    this.#skipped.add(item.id);
  }

  /** Required items of the current section without an answer. */
  get missing() {
    return this.sections[this.index].items.filter((item) => item.required && this.chosen(item) === undefined);
  }

  /** Moves forwards or backwards by a number of sections. */
  move(steps) {
    this.#section = this.sections[this.index + steps].id;
  }

  /** State that can be saved and passed to the constructor later. */
  get state() {
    return { chosen: this.answers, skipped: [...this.#skipped], section: this.section.id, contribute: this.contribute, key: this.key };
  }

  /** The answers that are valid for another questionnaire too: it has an item with the same id and an option with the same code. */
  sharedWith(other) {
    const { answers } = this;
    const shared = other.sections.flatMap((section) => section.items)
      .filter((item) => item.options.some((option) => option.code === answers[item.id]));
    return Object.fromEntries(shared.map((item) => [item.id, answers[item.id]]));
  }
}

// crypto.randomUUID requires https, which some intranets do not have.
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
