// Keeps the bar at the top of what is visible, and its height free above every element that is scrolled to.

/** The place of the bar in the window, or in the visible part of a frame. */
export class BarPlace {
  #widget;
  #bar;
  #window = null;

  /**
   * @param {HTMLElement} widget the root of the rendered widget
   * @param {HTMLElement} bar
   */
  constructor(widget, bar) {
    this.#widget = widget;
    this.#bar = bar;
    new ResizeObserver(() => this.#measure()).observe(bar);
  }

  /**
   * @param {{ clip: number, height: number } | null} part height of the part of a frame that is cut off above, and height of the window
   *   in which the frame is visible, in pixels; null outside of a frame
   */
  showIn(part) {
    if (!part) return;
    this.#widget.style.setProperty('--clip', `${part.clip}px`);
    this.#widget.style.setProperty('--window', `${part.height}px`);
    if (this.#window === part.height) return;
    this.#window = part.height;
    this.#measure();
  }

  // A bar that takes more than a quarter of the window, because the text is large, scrolls away with the page.
  #measure() {
    const { offsetHeight } = this.#bar;
    const isTall = offsetHeight > (this.#window ?? innerHeight) / 4;
    this.#bar.classList.toggle('tall', isTall);
    this.#bar.parentElement?.style.setProperty('--bar', isTall ? '0px' : `${offsetHeight}px`);
  }
}
