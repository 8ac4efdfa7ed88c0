import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Prints a page and returns the text of every sheet of paper; null if the driver of the engine cannot print. */
export async function pagesOf(page) {
  const folder = await mkdtemp(join(tmpdir(), 'print-'));
  try {
    const file = join(folder, 'page.pdf');
    if (!await page.print(file)) return null;
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    // Every page ends with a form feed.
    return stdout.split('\f').slice(0, -1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Shows a page on the screen as it is printed, with the engine's own parser: the rules for print apply, those for the screen do not. */
export async function emulatePrint(page) {
  await page.eval(() => {
    dispatchEvent(new Event('beforeprint'));
    const roots = [document, ...[...document.querySelectorAll('ketamine-screening')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const apply = (rules) => {
      for (const { media, cssRules = [] } of rules) {
        if (media?.mediaText === 'print') media.mediaText = 'all';
        else if (media?.mediaText.startsWith('screen')) media.mediaText = 'not all';
        apply(cssRules);
      }
    };
    for (const { styleSheets, adoptedStyleSheets } of roots) {
      for (const sheet of [...styleSheets, ...adoptedStyleSheets]) apply(sheet.cssRules);
    }
  });
}
