// Elements, and the style sheet they are dressed in.

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

// The style sheet: fetched once and shared by all elements of a page. It needs no inline style, so it works under a strict
// Content Security Policy of the page around, as long as that lets the page talk to the service at all.

const ADDRESS = new URL('ketamine-screening.css', import.meta.url);
let shared;

async function load() {
  const response = await fetch(ADDRESS);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  return sheet;
}

/** Puts the style on; where that fails everything is plain, and works. */
export async function dress(root) {
  if (!('replaceSync' in CSSStyleSheet.prototype)) return;
  try {
    root.adoptedStyleSheets = [await (shared ??= load())];
  } catch {
    shared = undefined;
  }
}

/** The same for browsers that cannot share a sheet: a link inside the root. */
export function linkIfNeeded(root) {
  if ('replaceSync' in CSSStyleSheet.prototype) return;
  const link = document.createElement('link');
  [link.rel, link.href] = ['stylesheet', ADDRESS.href];
  root.prepend(link);
}
