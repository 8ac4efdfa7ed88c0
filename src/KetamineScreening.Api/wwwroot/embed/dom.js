// Creates elements and loads the style sheet of the widget.

/**
 * Creates an element. Strings become text nodes, never markup.
 * @param {string} name
 * @param {Record<string, any>} attributes a function under `onx` is a listener for the event `x`; false and null omit the attribute
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

/** Paragraphs for all texts that are not empty. */
export const paragraphs = (...texts) => texts.filter(Boolean).map((text) => h('p', {}, text));

/** A collapsible part; the native element works with keyboard, screen reader and find-in-page. */
export const details = (title, attributes, ...children) =>
  h('details', { part: 'details', ...attributes }, h('summary', {}, title), h('div', { class: 'inside' }, ...children));

// The style sheet is fetched once and shared by all widgets of a page. It needs no inline styles, so a strict Content Security
// Policy of the embedding page only has to allow connections to the service.

const STYLESHEET = new URL('ketamine-screening.css', import.meta.url);
let sharedSheet;

async function load() {
  const response = await fetch(STYLESHEET);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  return sheet;
}

/** Applies the shared style sheet; when it cannot be loaded, the widget works without styles. */
export async function applyStyles(root) {
  if (!('replaceSync' in CSSStyleSheet.prototype)) return;
  try {
    root.adoptedStyleSheets = [await (sharedSheet ??= load())];
  } catch {
    sharedSheet = undefined;
  }
}

/** Links the style sheet inside the root, for browsers without constructable style sheets. */
export function linkStylesheet(root) {
  if ('replaceSync' in CSSStyleSheet.prototype) return;
  const link = document.createElement('link');
  [link.rel, link.href] = ['stylesheet', STYLESHEET.href];
  root.prepend(link);
}
