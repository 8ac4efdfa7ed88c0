// A whole check on a phone, from the first step to the print-out of the result.
import assert from 'node:assert/strict';
import { HEADING, RESULT, answerAll, answerStep, begin, choose, isChosen, send, text } from '../person.mjs';
import { emulatePrint, pagesOf } from '../print.mjs';

const MAX_TABS = 15;

export default async function journey(page, { service, away }) {
  await page.setSize(360, 740);
  await page.goTo(service);
  await begin(page);

  // A double click goes one step further and answers nothing.
  await choose(page, 'last-used', 'within-12-months');
  await page.doubleClick('[data-part=next]');
  await page.expect('input[name=setting]');
  assert.equal(await page.count('input:checked'), 0);
  await answerStep(page);

  // The browser's Back goes one step back, and the answer is still there.
  await page.eval(() => history.back());
  await page.expect('input[name=setting]');
  assert.ok(await isChosen(page, 'setting', 'unsupervised-only'));
  await answerStep(page);

  await answerByKeyboard(page);
  await answerAll(page);
  await send(page);
  assert.deepEqual(await page.errors(), []);
  await expectResult(page);

  await page.reload();
  await expectResult(page);
  await returnFromElsewhere(page, away);
  await expectPrintOut(page);
}

async function answerByKeyboard(page) {
  const heading = await page.textOf(HEADING);
  assert.equal(await focused(page), 'H2', 'A new step focuses its heading.');
  await tabTo(page, 'INPUT radio');
  await page.press('Space');
  assert.equal(await page.count('input:checked'), 1);
  await tabTo(page, 'BUTTON next');
  await page.press('Enter');
  await page.expect('fieldset');
  assert.notEqual(await page.textOf(HEADING), heading);
}

async function tabTo(page, control) {
  for (let tabs = 0; tabs < MAX_TABS; tabs++) {
    await page.press('Tab');
    if ((await focused(page)) === control) return;
  }
  assert.fail(`Tab does not lead to ${control}.`);
}

// The element with the focus, by its name and its part or type.
const focused = (page) => page.eval(() => {
  const outer = document.activeElement;
  const element = outer.shadowRoot?.activeElement ?? outer;
  return [element.tagName, element.dataset.part ?? element.type].filter(Boolean).join(' ');
});

async function expectResult(page) {
  assert.ok((await page.textOf(HEADING)).startsWith(RESULT));
  await page.expect('.main a[href^="tel:"]');
}

// Nobody sees a result by going back to the page, unless they say that they want to go on.
async function returnFromElsewhere(page, away) {
  await page.goTo(away);
  await page.leaveBack();
  assert.equal(await page.textOf(HEADING), text('cover.title'));
  assert.equal(await page.count('[data-part~=band-label]'), 0);
  await page.click('[data-part=cover-continue]');
  await expectResult(page);
}

async function expectPrintOut(page) {
  const pages = await pagesOf(page);
  if (pages === null) {
    await emulatePrint(page);
    return expectResult(page);
  }
  assert.ok(pages[0].includes(RESULT), pages[0]);
  // Only paper has the line with the name and the version of the check.
  assert.match(pages[0], /^\s*Ketamine quick check, version/);
  assert.match(pages.join(), /\b111\b/);
  assert.ok(pages.every((content) => content.trim()), `A page of ${pages.length} is blank.`);
}
