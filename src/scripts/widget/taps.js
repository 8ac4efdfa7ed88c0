// Keeps the second click of a double click, or a second tap, from answering, skipping or sending in a step that just appeared.

// How long a new step takes no clicks and taps, in milliseconds, also after the last one that it did not take: somebody who taps again
// and again means the step before. The keyboard is not affected.
const SETTLING = 500;

/** Guards the controls of the views. */
export class TapGuard {
  #main;
  #timer;

  /**
   * @param {HTMLElement} main the element of the current view
   * @param {(control: Element | null) => boolean} isAllowed is asked before a click on a control takes effect
   */
  constructor(main, isAllowed) {
    this.#main = main;
    // Clicks on the step go to the element around it while it takes none.
    main.parentElement.addEventListener('pointerdown', () => main.style.pointerEvents && this.settle());
    main.addEventListener('click', (event) => {
      // Clicks by keyboard have no count.
      if (event.detail <= 1 && isAllowed(event.target.closest('button'))) return;
      event.preventDefault();
      event.stopPropagation();
    }, { capture: true });
  }

  /** Begins the time without clicks. */
  settle() {
    clearTimeout(this.#timer);
    this.#main.style.pointerEvents = 'none';
    this.#timer = setTimeout(() => (this.#main.style.pointerEvents = ''), SETTLING);
  }
}
