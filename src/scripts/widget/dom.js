// Creates elements and loads the style sheet of the widget.

// The parts that embedding pages can style, as docs/embed.md names them. The bar is none of them, so that no page hides or moves it.
const PARTS = [
  'choice', 'begin', 'start', 'progress', 'question', 'option', 'next', 'back', 'answers', 'result', 'band-label', 'scale', 'sheet',
];

/**
 * Creates an element. Strings become text nodes, never markup.
 * @param {string} name
 * @param {Record<string, any>} attributes a function under `onx` is a listener for the event `x`; false and null omit the attribute;
 *   `part` is a name within the widget, and a part for style sheets of the embedding page only if it is listed above
 * @param {...(Node | string | false | null | undefined | Array)} children
 * @returns {HTMLElement}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (key === 'part') setPart(element, value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== false && child !== null && child !== undefined));
  return element;
}

function setPart(element, name) {
  element.dataset.part = name;
  if (PARTS.includes(name)) element.setAttribute('part', name);
}

/** Paragraphs for all texts that are not empty. */
export const paragraphs = (...texts) => texts.filter(Boolean).map((text) => h('p', {}, text));

/** A collapsible part; the native element works with keyboard, screen reader and find-in-page. */
export const details = (title, attributes, ...children) =>
  h('details', { part: 'details', ...attributes }, h('summary', {}, title), h('div', { class: 'inside' }, ...children));

// The style sheet is fetched once and shared by all widgets of a page. It needs no inline styles, so a strict Content Security
// Policy of the embedding page only has to allow connections to the service.

// Bundlers find the file by this very form.
const STYLESHEET = new URL('./ketamine-screening.css', import.meta.url);
// By whether it is for the document itself.
const sheets = new Map();

async function load(isScoped) {
  const response = await fetch(STYLESHEET);
  const text = await response.text();
  const sheet = new CSSStyleSheet();
  // The content that the page has in the element before the first view is not part of the widget.
  sheet.replaceSync(isScoped ? `@scope (ketamine-screening:has(> .widget)) {${text}}` : text);
  return sheet;
}

/** Whether the style sheet can be kept to the widget outside of a shadow root. */
export const canScopeStyles = () => 'CSSScopeRule' in window && 'replaceSync' in CSSStyleSheet.prototype;

/**
 * Applies the shared style sheet; when it cannot be loaded, the widget works without styles.
 * @param {ShadowRoot | HTMLElement} root a shadow root, or an element of the document
 */
export async function applyStyles(root) {
  if (!('replaceSync' in CSSStyleSheet.prototype)) return;
  const tree = root.getRootNode();
  const isScoped = tree === document;
  try {
    if (!sheets.has(isScoped)) sheets.set(isScoped, load(isScoped));
    const sheet = await sheets.get(isScoped);
    if (!tree.adoptedStyleSheets.includes(sheet)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
  } catch {
    sheets.delete(isScoped);
  }
}

/** Links the style sheet inside the root, for browsers without constructable style sheets. */
export function linkStylesheet(root) {
  if ('replaceSync' in CSSStyleSheet.prototype) return;
  const link = document.createElement('link');
  [link.rel, link.href] = ['stylesheet', STYLESHEET.href];
  root.prepend(link);
}
