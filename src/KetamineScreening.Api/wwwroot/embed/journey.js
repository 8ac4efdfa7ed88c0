import { branch } from './conditions.js';

/** One person's way through one questionnaire: what they chose, and where they are. Knows neither page nor network. */
export class Journey {
  #chosen;
  #skipped;
  #section;

  /**
   * @param {object} questionnaire as served
   * @param {{ chosen?: Record<string, string>, skipped?: string[], section?: string, contribute?: boolean, key?: string }} [from]
   */
  constructor(questionnaire, { chosen = {}, skipped = [], section, contribute, key = randomKey() } = {}) {
    this.questionnaire = questionnaire;
    this.contribute = contribute;
    this.key = key;
    this.#chosen = { ...chosen };
    this.#skipped = new Set(skipped);
    this.#section = section;
  }

  /** Sections that are asked as things stand, each with its asked items. */
  get sections() {
    return branch(this.questionnaire, this.#chosen).sections;
  }

  /** What is scored and sent: answers to questions that are no longer asked are left out. */
  get answers() {
    return branch(this.questionnaire, this.#chosen).answers;
  }

  /** Place of the present section among those asked. */
  get index() {
    return Math.max(0, this.sections.findIndex((section) => section.id === this.#section));
  }

  /** The present section with all its items, asked or not, since an answer in it can bring others up. */
  get section() {
    return this.questionnaire.sections.find((section) => section.id === this.sections[this.index].id);
  }

  get isFirst() {
    return this.index === 0;
  }

  get isLast() {
    return this.index === this.sections.length - 1;
  }

  /** Whether the number of sections is still open, since an answer that is needed is not there. */
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

  /** Items of the present section that have to be answered and are not. */
  get missing() {
    return this.sections[this.index].items.filter((item) => item.required && this.chosen(item) === undefined);
  }

  /** Goes on, or back; answers stay. */
  move(steps) {
    this.#section = this.sections[this.index + steps].id;
  }

  /** What is needed to go on later. */
  get state() {
    return { chosen: this.answers, skipped: [...this.#skipped], section: this.section.id, contribute: this.contribute, key: this.key };
  }

  /** The answers that are also answers to another questionnaire: the same question in the same words, the same code. */
  sharedWith(other) {
    const texts = new Map(this.questionnaire.sections.flatMap((section) => section.items).map((item) => [item.id, item.text]));
    const isSame = (item) => texts.get(item.id) === item.text && item.options.some((option) => option.code === this.answers[item.id]);
    return Object.fromEntries(other.sections.flatMap((section) => section.items).filter(isSame).map((item) => [item.id, this.answers[item.id]]));
  }
}

// crypto.randomUUID is there only over https, and some intranets have none.
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
