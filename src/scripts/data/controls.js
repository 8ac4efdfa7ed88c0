// Native controls whose values are in the address.
import { h } from '../widget/dom.js';
import { choose, chosen } from './view-state.js';

/**
 * A choice of the reader.
 * @typedef {object} Choice
 * @property {string} key its name in the address
 * @property {string} label
 * @property {'select' | 'radios'} kind
 * @property {[value: string, label: string, group?: string][]} options the first is the default
 */

/** A choice between radios. */
export const radios = (key, label, values, labelOf) =>
  ({ key, label, kind: 'radios', options: values.map((value) => [value, labelOf(value)]) });

/** The chosen value of every choice, by key. */
export const chosenValues = (choices) => Object.fromEntries(choices.map((choice) => [choice.key, chosen(choice.key, valuesOf(choice))]));

/**
 * The controls for choices.
 * @param {Choice[]} choices
 * @param {() => void} changed called when the reader has chosen
 * @returns {{ element: HTMLElement, show(values: Record<string, string>): void }} `show` sets the controls to values
 */
export function controlsFor(choices, changed) {
  const controls = choices.map((choice) => {
    const listener = ({ target }) => {
      choose(choice.key, target.value, valuesOf(choice));
      changed();
    };
    return choice.kind === 'select' ? selectFor(choice, listener) : radiosFor(choice, listener);
  });
  return {
    element: h('div', { class: 'controls' }, controls.map(({ element }) => element)),
    show: (values) => controls.forEach(({ show }, place) => show(values[choices[place].key])),
  };
}

const valuesOf = ({ options }) => options.map(([value]) => value);

function selectFor({ key, label, options }, onchange) {
  const field = h('select', { id: `choice-${key}`, onchange });
  const groups = new Map();
  for (const [value, text, group] of options) {
    const option = h('option', { value }, text);
    if (!group) field.append(option);
    else if (groups.has(group)) groups.get(group).append(option);
    else field.append(groups.set(group, h('optgroup', { label: group }, option)).get(group));
  }

  return {
    element: h('p', { class: 'choice-field' }, h('label', { for: field.id }, label), field),
    show: (value) => { field.value = value; },
  };
}

function radiosFor({ key, label, options }, onchange) {
  const inputs = options.map(([value]) => h('input', { type: 'radio', name: `choice-${key}`, value, onchange }));
  const labels = options.map(([, text], place) => h('label', {}, inputs[place], text));
  return {
    element: h('fieldset', {}, h('legend', {}, label), labels),
    show: (value) => inputs.forEach((input) => { input.checked = input.value === value; }),
  };
}
