// Prints the widget without the embedding page, under a neutral title.
import { h } from './dom.js';

// The line at the foot tells which pages belong together. Browsers that do not know such lines leave it out.
const style = (foot) => `
  @page {
    size: A4;
    margin: 12mm;
    @bottom-left { content: ${JSON.stringify(foot)}; font: 8pt sans-serif; }
    @bottom-right { content: counter(page) "/" counter(pages); font: 8pt sans-serif; }
  }
  @media print {
    body :not(:has(ketamine-screening[data-printing]), ketamine-screening[data-printing], ketamine-screening[data-printing] *) {
      display: none !important;
    }
    body, body :has(ketamine-screening[data-printing]) { all: unset !important; display: block !important; }
  }`;

/** The date of today. */
export const today = (app) => new Intl.DateTimeFormat(app.locale, { dateStyle: 'long' }).format(new Date());

/** The first line of a print-out, which says where the result comes from. */
export const printHead = (app) => h('p', { class: 'print-only' }, headOf(app));

function headOf(app) {
  const { title, version } = app.journey.questionnaire;
  return app.t('print.head', { title, version, date: today(app) });
}

let title = null;

/** Gives the page a neutral title while it is printed, because a print-out and a PDF are named by it. */
export function setPrintTitle(app, isPrinting) {
  if (isPrinting) [title, document.title] = [title ?? document.title, app.t('print.title')];
  else if (title !== null) [document.title, title] = [title, null];
}

/** Opens the print dialogue; all changes to the page are undone when the dialogue closes. */
export function print(app) {
  setPrintTitle(app, true);
  addEventListener('afterprint', () => setPrintTitle(app, false), { once: true });
  if (!('replaceSync' in CSSStyleSheet.prototype)) return window.print();
  const host = app.root.host ?? app.root;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style(headOf(app)));
  host.dataset.printing = '';
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  addEventListener('afterprint', () => {
    delete host.dataset.printing;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }, { once: true });
  window.print();
}
