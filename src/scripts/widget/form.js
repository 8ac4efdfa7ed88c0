// A form without the element <form>: in a frame that is sandboxed without `allow-forms`, the browser blocks the submission of a form
// before any script hears of it.
import { h } from './dom.js';

/**
 * @param {object} attributes
 * @param {() => HTMLElement} submit returns the button that Enter presses
 * @param {...any} children
 */
export function form(attributes, submit, ...children) {
  const onkeydown = (event) => {
    if (event.key !== 'Enter' || event.repeat || event.isComposing || event.target.localName !== 'input') return;
    event.preventDefault();
    submit().click();
  };
  return h('div', { ...attributes, onkeydown }, ...children);
}
