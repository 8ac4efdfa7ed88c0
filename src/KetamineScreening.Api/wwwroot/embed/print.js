// Prints the widget without the embedding page.

const STYLE = `
  @page { size: A4; margin: 12mm; }
  @media print {
    body :not(:has(ketamine-screening[data-printing]), ketamine-screening[data-printing]) { display: none !important; }
    body, body :has(ketamine-screening[data-printing]) { all: unset !important; display: block !important; }
  }`;

/** Opens the print dialogue; all changes to the page are undone when the dialogue closes. */
export function print(host) {
  if (!('replaceSync' in CSSStyleSheet.prototype)) return window.print();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  host.dataset.printing = '';
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  addEventListener('afterprint', () => {
    delete host.dataset.printing;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }, { once: true });
  window.print();
}
