import { branch } from './conditions.js';

/** The answers of one person to one questionnaire and the current step; independent of page and network. */
export class Journey {
  #chosen;
  #skipped;
  #at;

  /**
   * @param {object} questionnaire as served by the API
   * @param {object} [state] a saved state
   * @param {Record<string, string>} [state.chosen] answers by item
   * @param {string[]} [state.skipped] items that the person prefers not to answer
   * @param {string} [state.at] an item of the current step
   * @param {'one' | 'sections'} [state.layout] whether a step has one item or the items of a section
   * @param {boolean} [state.contribute] whether the answers may be counted; undefined until the person has decided
   * @param {boolean} [state.isCounted] whether the service has received them for the totals
   * @param {{ ageBand?: string, gender?: string }} [state.about] what people who agree to be counted say about themselves
   * @param {string} [state.key] idempotency key
   */
  constructor(questionnaire, { chosen = {}, skipped = [], at, layout = 'sections', key = randomKey(), ...decisions } = {}) {
    Object.assign(this, { contribute: undefined, isCounted: false, about: {} }, decisions, { questionnaire, layout, key });
    this.#chosen = { ...chosen };
    this.#skipped = new Set(skipped);
    this.#at = at;
  }

  /** Sections asked with the current answers, each with its asked items. */
  get sections() {
    return branch(this.questionnaire, this.#chosen).sections;
  }

  /** The answers to score and send; answers to items that are no longer asked are omitted. */
  get answers() {
    return branch(this.questionnaire, this.#chosen).answers;
  }

  /** Steps of the layout: the asked sections, or the asked items one by one. */
  get steps() {
    const { sections } = this;
    if (this.layout === 'sections') return sections;
    return sections.flatMap(({ id, items }) => items.map((item) => ({ id, items: [item] })));
  }

  /** Index of the current step. A step that is no longer asked gives way to the first one of its section. */
  get index() {
    const section = this.questionnaire.sections.find(({ items }) => items.some((item) => item.id === this.#at))?.id;
    const { steps } = this;
    const exact = steps.findIndex(({ items }) => items.some((item) => item.id === this.#at));
    return Math.max(0, exact >= 0 ? exact : steps.findIndex((step) => step.id === section));
  }

  /** An item of the current step, by which the step can be found again. */
  get at() {
    return this.steps[this.index].items[0].id;
  }

  set at(item) {
    this.#at = item;
  }

  /** The section of the current step with all its items. */
  get section() {
    return this.questionnaire.sections.find((section) => section.id === this.steps[this.index].id);
  }

  /** The items of the current step. A section has all its items, because an answer in it can cause further items to be asked. */
  get items() {
    return this.layout === 'sections' ? this.section.items : this.steps[this.index].items;
  }

  get isFirst() {
    return this.index === 0;
  }

  get isLast() {
    return this.index === this.steps.length - 1;
  }

  /** Whether the number of sections is still unknown because a required answer is missing. */
  get isOpen() {
    return this.missing.length > 0;
  }

  /** Required items without an answer. */
  get missing() {
    return this.asked.filter((item) => item.required && !this.isSettled(item));
  }

  /** All items asked with the current answers. */
  get asked() {
    return this.sections.flatMap((section) => section.items);
  }

  isAsked(item) {
    return this.asked.some(({ id }) => id === item.id);
  }

  chosen(item) {
    return this.#chosen[item.id];
  }

  isSkipped(item) {
    return this.#skipped.has(item.id);
  }

  /** Whether the person has answered an item or prefers not to. */
  isSettled(item) {
    return this.chosen(item) !== undefined || this.isSkipped(item);
  }

  /** Whether the person has answered anything. */
  get isBegun() {
    return Object.keys(this.#chosen).length + this.#skipped.size > 0;
  }

  choose(item, code) {
    this.#chosen[item.id] = code;
    this.#skipped.delete(item.id);
  }

  skip(item) {
    delete this.#chosen[item.id];
    this.#skipped.add(item.id);
  }

  /** Moves forwards by a step. */
  advance() {
    this.#at = this.steps[this.index + 1].items[0].id;
  }

  /** State that can be saved and passed to the constructor later. */
  get state() {
    const { answers: chosen, at, layout, contribute, isCounted, about, key } = this;
    return { chosen, skipped: [...this.#skipped], at, layout, contribute, isCounted, about, key };
  }

  /**
   * The answers that are valid for another questionnaire too: it has an item with the same id and the same options. Their words play no
   * part, because a translation may say the same in two ways.
   */
  sharedWith(other) {
    const { answers } = this;
    const own = new Map(itemsOf(this.questionnaire).map((item) => [item.id, codesOf(item)]));
    const shared = itemsOf(other).filter((item) => answers[item.id] !== undefined && own.get(item.id) === codesOf(item));
    return Object.fromEntries(shared.map((item) => [item.id, answers[item.id]]));
  }
}

const itemsOf = ({ sections }) => sections.flatMap(({ items }) => items);

const codesOf = ({ options }) => options.map(({ code }) => code).join();

// crypto.randomUUID requires https, which some intranets do not have.
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
