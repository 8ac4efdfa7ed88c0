// A figure: finding, sentence, controls, picture, table and download.
import { h } from '../embed/dom.js';
import { chosenValues, controlsFor } from './controls.js';
import { isTooFew, redraw } from './estimates.js';
import { LoadError } from './source.js';
import { t } from './text.js';

const DRAWS = 10;
// In milliseconds.
const BETWEEN_DRAWS = 150;

/**
 * What a figure shows for the present choices.
 * @typedef {object} View
 * @property {string} finding
 * @property {string} sentence
 * @property {string[]} notes how to read the picture
 * @property {object[]} marks
 * @property {object[]} [judged] the estimates that decide whether there are too few people; by default the marks
 * @property {(container: HTMLElement) => (draws: Map<object, number>, place: number) => void} [draw] draws the marks,
 *   and gives a function that adds faint dots, at a place from 0 to 1 across the line of each mark
 * @property {HTMLElement[]} tables
 * @property {string} [message] stands in place of the picture
 */

/** Draws a figure, and draws it again after each choice. */
export class Figure {
  #heading = h('h2', {}, '');
  #sentence = h('p', { class: 'sentence', 'aria-live': 'polite' });
  #place = h('div', { class: 'controls-place' });
  #picture = h('div', { class: 'picture', 'aria-hidden': 'true' });
  #stage = h('div', { class: 'stage' });
  #notes = h('div', { class: 'notes' });
  #redrawn = h('p', { class: 'notes', role: 'status' });
  #button = h('button', { type: 'button', onclick: () => this.#redraw() }, t('data.redraw'));
  #tables = h('div', { class: 'tables' });
  #frame = h('div', { class: 'frame' }, this.#picture);
  #width = 0;
  #draws = 0;
  #definition;
  #context;
  #controls;
  #content;
  #view;
  #addDraws;

  /**
   * @param {{ id: string, title: string, file: string, load(context: object): Promise<object> }} definition
   * @param {object} context the release and the names of its codes
   */
  constructor(definition, context) {
    [this.#definition, this.#context] = [definition, context];
    const { id, file } = definition;
    const address = file ? context.addressOf(file) : context.seriesAddress;
    this.#heading.id = `${id}-finding`;
    this.element = h('section', { class: 'figure', id, 'aria-labelledby': this.#heading.id },
      h('p', { class: 'topic' }, definition.title(), context.isSynthetic && h('span', { class: 'badge' }, t('data.madeUpMark'))),
      this.#heading, this.#sentence, this.#place, this.#stage, this.#notes,
      h('p', { class: 'tools' }, this.#button, h('a', { href: address }, t('data.download', { file: file ?? t('data.trend.file') }))),
      this.#redrawn,
      h('details', {}, h('summary', {}, t('data.table')), this.#tables));
    this.#heading.textContent = definition.title();
    new ResizeObserver(() => this.#fit()).observe(this.#stage);
  }

  /** Loads the numbers and draws them; says so in place of the picture when they cannot be loaded. */
  async start() {
    try {
      this.#content = await this.#definition.load(this.#context);
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      this.#fail(error);
      return;
    }

    this.#controls = controlsFor(this.#content.choices, () => this.show());
    this.#place.replaceChildren(this.#controls.element);
    this.show();
  }

  /** Shows the choices that are in the address. */
  show() {
    if (!this.#content) return;
    const values = chosenValues(this.#content.choices);
    this.#controls.show(values);
    this.#view = this.#content.view(values);
    this.#tables.replaceChildren(...this.#view.tables.map((table, place) => this.#scrolling(table, place)));
    const isUnclear = !this.#view.message && isTooFew(this.#view.judged ?? this.#view.marks);
    const message = isUnclear ? t('data.tooFew') : this.#view.message;
    // A finding about noise would be false.
    this.#heading.textContent = isUnclear ? t('data.tooFewTitle', { title: this.#definition.title() }) : this.#view.finding;
    this.#sentence.textContent = isUnclear ? '' : this.#view.sentence;
    this.#button.hidden = Boolean(message);
    this.#notes.replaceChildren(...message ? [] : this.#view.notes.map((note) => h('p', {}, note)));
    this.#stage.replaceChildren(message ? h('p', { class: 'message' }, message) : this.#frame);
    this.#draw();
  }

  // A wide table scrolls inside a region, which the keyboard can reach.
  #scrolling(table, place) {
    const caption = table.querySelector('caption');
    caption.id = `${this.#definition.id}-caption-${place}`;
    return h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': caption.id }, table);
  }

  #draw() {
    this.#draws += 1;
    this.#redrawn.textContent = '';
    this.#width = this.#stage.clientWidth;
    if (!this.#frame.isConnected) return;
    this.#addDraws = this.#view.draw(this.#picture);
    if (this.#context.isSynthetic) this.#stamp();
  }

  // Every part of a picture says that it is made up, so that a cut-out says so too.
  #stamp() {
    const groups = this.#picture.querySelectorAll('.group');
    for (const part of groups.length > 0 ? groups : [this.#picture]) part.append(h('p', { class: 'stamp' }, t('data.madeUpMark')));
  }

  // Pictures are drawn for a width, so they are drawn again when it changes.
  #fit() {
    if (!this.#view || this.#stage.clientWidth === this.#width) return;
    requestAnimationFrame(() => this.#draw());
  }

  #redraw() {
    this.#draw();
    const drawing = this.#draws;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const marks = this.#view.marks.filter(({ value }) => value !== null);
    const draw = (number) => {
      if (this.#draws !== drawing) return;
      this.#addDraws(new Map(marks.map((mark) => [mark, redraw(mark)])), number / (DRAWS + 1));
      if (number < DRAWS) isStill ? draw(number + 1) : setTimeout(draw, BETWEEN_DRAWS, number + 1);
    };
    draw(1);
    this.#redrawn.textContent = t('data.redrawn');
  }

  #fail({ kind, notice }) {
    const text = kind === 'absent' ? t('data.notCounted') : kind === 'gone' ? t('data.gone', { notice }) : t(`data.${kind}`);
    const retry = h('button', { type: 'button', onclick: () => this.start() }, t('data.retry'));
    this.#button.hidden = true;
    this.#stage.replaceChildren(h('p', { class: 'message', role: 'status' }, text), kind === 'absent' || kind === 'gone' ? '' : retry);
  }
}
