// The place of a picture: drawn for its width, marked when it is made up, and drawn again with other noise.
import { h } from '../widget/dom.js';
import { redraw } from './estimates.js';
import { t } from './text.js';

const DRAWS = 10;
const ROWS_PER_STAMP = 8;
// In milliseconds.
const BETWEEN_DRAWS = 150;

/** Shows a picture or a message. */
export class Stage {
  #picture = h('div', { class: 'picture', 'aria-hidden': 'true' });
  #frame = h('div', { class: 'frame' }, this.#picture);
  #isSynthetic;
  #view;
  #addDraws;
  #width = 0;
  #drawing = 0;

  /** @param {boolean} isSynthetic whether the numbers are made up */
  constructor(isSynthetic) {
    this.#isSynthetic = isSynthetic;
    this.element = h('div', { class: 'stage' });
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  /** Draws a view. */
  show(view) {
    this.#view = view;
    this.element.replaceChildren(this.#frame);
    this.#draw();
  }

  /** Shows text, and other elements, in place of a picture. */
  say(text, ...others) {
    this.#view = undefined;
    this.#drawing += 1;
    this.element.replaceChildren(h('p', { class: 'message', role: 'status' }, text), ...others);
  }

  /** Adds ten faint dots to every mark, one after another, or at once for people who want no motion. */
  redraw() {
    this.#draw();
    const drawing = this.#drawing;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const marks = this.#view.marks.filter(({ value }) => value !== null);
    const draw = (number) => {
      if (this.#drawing !== drawing) return;
      this.#addDraws(new Map(marks.map((mark) => [mark, redraw(mark)])), number / (DRAWS + 1));
      if (number === DRAWS) return;
      if (isStill) draw(number + 1);
      else setTimeout(draw, BETWEEN_DRAWS, number + 1);
    };
    draw(1);
  }

  #draw() {
    this.#drawing += 1;
    this.#width = this.element.clientWidth;
    this.#addDraws = this.#view.draw(this.#picture);
    if (this.#isSynthetic) this.#stamp();
  }

  // Every part of a picture says that it is made up, so that a part that is cut out says so too.
  #stamp() {
    const groups = this.#picture.querySelectorAll('.group');
    for (const part of groups.length > 0 ? groups : [this.#picture]) {
      const marks = Math.ceil(part.querySelectorAll('.row').length / ROWS_PER_STAMP) || 1;
      part.append(h('div', { class: 'stamp' }, Array.from({ length: marks }, () => h('span', {}, t('totals.madeUpMark')))));
    }
  }

  #fit() {
    if (this.#view && this.element.clientWidth !== this.#width) requestAnimationFrame(() => this.#view && this.#draw());
  }
}
