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
