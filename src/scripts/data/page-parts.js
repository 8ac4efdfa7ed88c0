// The parts of the page around the figures that need scripts: dates in words, the choice of a release, lines of code.
import { h } from '../widget/dom.js';
import { dayText, t } from './text.js';

/** Writes days such as `2026-10-01` in the words of the language. */
export function writeDates() {
  for (const element of document.querySelectorAll('time')) element.textContent = dayText(element.dateTime);
}

/** Makes a choice out of the list of releases. A button opens the chosen one, because a page must not change by a choice alone. */
export function writeReleaseChoice() {
  const place = document.getElementById('choice');
  const links = [...document.querySelectorAll('#releases a')];
  if (!place || links.length < 2) return;
  const current = document.querySelector('[data-release]')?.dataset.release;
  const field = h('select', { id: 'release-choice' }, links.map((link) => {
    // The query of the page has the language.
    const address = link.getAttribute('href').split('?')[0];
    return h('option', { value: address, selected: address.endsWith(`/${current}`) }, link.textContent);
  }));
  place.replaceChildren(
    h('label', { for: field.id }, t('totals.choose')),
    field,
    h('button', { type: 'button', onclick: () => location.assign(field.value + location.search) }, t('totals.show')));
}

/** Lets the links to other languages keep the choices of the reader. */
export function keepChoicesInLinks() {
  for (const link of document.querySelectorAll('a[hreflang]')) {
    link.addEventListener('click', () => {
      const query = new URLSearchParams(location.search);
      query.set('lang', link.hreflang);
      link.search = query;
    });
  }
}

/** Writes how to read a table in Python and R, with the address of this service. */
export function writeCode(release) {
  const address = new URL(`../v1/releases/${release}/bands.csv`, import.meta.url);
  document.getElementById('code').textContent =
    `import pandas as pd; bands = pd.read_csv("${address}")  # Python\nbands <- read.csv("${address}")  # R`;
}
