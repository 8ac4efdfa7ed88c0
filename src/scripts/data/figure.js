// A figure: finding, sentence, controls, picture, table and download.
import { h } from '../widget/dom.js';
import { chosenValues, controlsFor } from './controls.js';
import { isTooFew } from './estimates.js';
import { LoadError } from './source.js';
import { Stage } from './stage.js';
import { t } from './text.js';

/**
 * What a figure shows for the present choices.
 * @typedef {object} View
 * @property {string} finding
 * @property {string} sentence
 * @property {string[]} notes how to read the picture
 * @property {object[]} marks
 * @property {object[]} [judged] the estimates that decide whether there are too few people; by default the marks
 * @property {(container: HTMLElement) => (draws: Map<object, number>, place: number) => void} draw draws the marks, and gives a
 *   function that adds faint dots, at a place from 0 to 1 across the line of each mark
 * @property {HTMLElement[]} tables
 * @property {string} [message] stands in place of the picture
 */

/** Draws a figure, and draws it again after each choice. */
export class Figure {
  #definition;
  #context;
  #content;
  #controls;
  #stage;
  #heading = h('h2', {});
  #sentence = h('p', { class: 'sentence', 'aria-live': 'polite' });
  #place = h('div', { class: 'controls-place' });
  #notes = h('div', { class: 'notes' });
  #button = h('button', { type: 'button', onclick: () => this.#redraw() }, t('totals.redraw'));
  #redrawn = h('p', { class: 'notes', role: 'status' });
  #tables = h('div', { class: 'tables' });

  /**
   * @param {{ id: string, file?: string, title(): string, load(context: object): Promise<object> }} definition
   * @param {object} context the release and the names of its codes
   */
  constructor(definition, context) {
    [this.#definition, this.#context, this.#stage] = [definition, context, new Stage(context.isSynthetic)];
    const { id, file, title } = definition;
    this.#heading.id = `${id}-finding`;
    this.#heading.textContent = title();
    const address = file ? context.addressOf(file) : context.seriesAddress;
    this.element = h('section', { class: 'figure', id, 'aria-labelledby': this.#heading.id },
      h('p', { class: 'topic' }, `${title()} `, context.isSynthetic && h('span', { class: 'badge' }, t('totals.madeUpMark'))),
      this.#heading, this.#sentence, this.#place, this.#stage.element, this.#notes,
      h('p', { class: 'tools' }, this.#button, h('a', { href: address }, t('totals.download', { file: file ?? t('totals.trend.file') }))),
      this.#redrawn,
      h('details', {}, h('summary', {}, t('totals.table')), this.#tables));
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
    const view = this.#content.view(values);
    const isUnclear = !view.message && isTooFew(view.judged ?? view.marks);
    const message = isUnclear ? t('totals.tooFew') : view.message;
    // A finding about noise would be false.
    this.#heading.textContent = isUnclear ? t('totals.tooFewTitle', { title: this.#definition.title() }) : view.finding;
    this.#sentence.textContent = isUnclear ? '' : view.sentence;
    this.#notes.replaceChildren(...message ? [] : view.notes.map((note) => h('p', {}, note)));
    this.#button.hidden = Boolean(message);
    this.#redrawn.textContent = '';
    this.#tables.replaceChildren(...view.tables.map((table, place) => this.#scrolling(table, place)));
    if (message) this.#stage.say(message);
    else this.#stage.show(view);
  }

  // A wide table scrolls inside a region, which the keyboard can reach.
  #scrolling(table, place) {
    const caption = table.querySelector('caption');
    caption.id = `${this.#definition.id}-caption-${place}`;
    return h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': caption.id }, table);
  }

  #redraw() {
    this.#stage.redraw();
    this.#redrawn.textContent = t('totals.redrawn');
  }

  #fail({ kind, notice }) {
    this.#button.hidden = true;
    if (kind === 'absent') this.#stage.say(t('totals.notCounted'));
    else if (kind === 'gone') this.#stage.say(t('totals.gone', { notice }));
    else {
      const retry = h('button', { type: 'button', onclick: () => this.start() }, t('totals.retry'));
      this.#stage.say(t(`totals.${kind}`), retry);
    }
  }
}
