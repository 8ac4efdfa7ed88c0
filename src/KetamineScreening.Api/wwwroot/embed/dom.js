/**
 * Makes an element. Text always becomes text, never markup.
 * @param {string} name
 * @param {Record<string, any>} attributes a function under `onX` listens to the event `x`; false and null leave one out
 * @param {...(Node | string | false | null | undefined | Array)} children
 * @returns {HTMLElement}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== false && child !== null && child !== undefined));
  return element;
}

/** A text of several paragraphs or one. */
export const paragraphs = (...texts) => texts.filter(Boolean).map((text) => h('p', {}, text));

/** A part that opens: native, so that it works with keyboard, screen reader and find-in-page. */
export const details = (title, attributes, ...children) =>
  h('details', { part: 'details', ...attributes }, h('summary', {}, title), h('div', { class: 'inside' }, ...children));
