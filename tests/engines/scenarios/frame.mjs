// The frame with the loader in a page of another origin: the frame is as high as its content.
import assert from 'node:assert/strict';
import { HEADING, RESULT, answerAll, begin, send } from '../person.mjs';
import { expectLeave } from '../leave.mjs';

export default async function frame(page, { frame: host, away }) {
  await page.setSize(1280, 800);
  await page.goTo(host);
  await page.until('the frame', () => document.querySelector('iframe')?.checkVisibility());
  await page.enterFrame();
  await begin(page);
  await expectFit(page);
  await answerAll(page);
  await send(page);
  assert.ok((await page.textOf(HEADING)).startsWith(RESULT));
  await expectFit(page);
  await expectLeave(page, away);
}

async function expectFit(page) {
  await page.until('a frame as high as its content', () => {
    const content = Math.ceil(document.body.getBoundingClientRect().height);
    return content > 0 && innerHeight === content;
  });
}
