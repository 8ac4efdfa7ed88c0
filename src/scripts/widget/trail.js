// The steps that the person has seen, in order, so that "back" and "forward" can return to them.

/**
 * @typedef {{ view: string, at?: string, isChange?: boolean, screening?: number }} Step a view, for questions with an item of the step,
 *   whether the person came from the list of answers to change one, and the number of the screening
 */

/**
 * A trail of steps. On a page of its own, every step is an entry of the browser's history. The entries have the same address, and their
 * state is only the number of the step; what the step shows stays in memory. In other people's pages the trail is in memory only.
 */
export class Trail {
  #isInHistory;
  #onReturn;
  #start;
  #steps;
  // Number of the first step, and of the current one. Numbers grow along the history of a tab, also over several screenings.
  #first;
  #at;
  #onPop = ({ state }) => this.#return(state?.step);

  /**
   * @param {boolean} isInHistory
   * @param {Step} first
   * @param {(step: Step) => void} onReturn shows a step again, or the first one in place of one that no longer exists
   */
  constructor(isInHistory, first, onReturn) {
    this.#isInHistory = isInHistory;
    this.#onReturn = onReturn;
    this.#start = first;
    this.#steps = [first];
    this.#first = (isInHistory && numberOfEntry()) || 0;
    this.#at = this.#first;
    if (!isInHistory) return;
    this.#mark();
    addEventListener('popstate', this.#onPop);
  }

  get current() {
    return this.#steps[this.#at - this.#first];
  }

  get previous() {
    return this.#steps[this.#at - this.#first - 1];
  }

  /** Adds a step after the current one, and drops those that came after it. */
  push(step) {
    this.#at++;
    this.#steps.length = this.#at - this.#first;
    this.#steps.push(step);
    if (this.#isInHistory) history.pushState({ step: this.#at }, '');
  }

  back() {
    if (this.#isInHistory) return history.back();
    this.#return(this.#at - 1);
  }

  /**
   * Goes to the first step and forgets the others.
   * @returns {Promise<void>} settles when the history is there
   */
  async reset() {
    const depth = this.#at - this.#first;
    this.#steps = [this.#start];
    this.#at = this.#first;
    if (!this.#isInHistory || depth === 0) return;
    const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.go(-depth);
    await arrived;
  }

  /** State that can be saved and passed to `restore` later. */
  get state() {
    return { steps: this.#steps, first: this.#first, at: this.#at };
  }

  /** Continues a saved trail. The entry of the history decides on the step, if it belongs to the trail. */
  restore({ steps, first, at }) {
    const entry = this.#isInHistory ? this.#at : at;
    if (steps[entry - first]) [this.#steps, this.#first, this.#at] = [steps, first, entry];
    else this.#steps = [steps[at - first]];
  }

  /** Stops listening to the history. */
  stop() {
    removeEventListener('popstate', this.#onPop);
  }

  #return(number) {
    if (!Number.isInteger(number) || number === this.#at) return;
    this.#at = number;
    // The history still has entries of steps that were forgotten: the trail begins anew there.
    if (!this.current) [this.#steps, this.#first] = [[this.#start], number];
    this.#onReturn(this.current);
  }

  // Other members of the state belong to nobody else on a page of its own.
  #mark() {
    history.replaceState({ step: this.#at }, '');
  }
}

const numberOfEntry = () => (Number.isInteger(history.state?.step) ? history.state.step : 0);
