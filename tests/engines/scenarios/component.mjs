// The component in a page of another origin, which asks for light colours where the device is dark.
import assert from 'node:assert/strict';
import { HEADING, RESULT, answerAll, begin, send } from '../person.mjs';
import { expectLeave } from '../leave.mjs';

export default async function component(page, { component: host, away }) {
  await page.setSize(1280, 800);
  await page.goTo(host);
  await begin(page);
  await answerAll(page);
  await send(page);
  assert.ok((await page.textOf(HEADING)).startsWith(RESULT));
  assert.equal(await page.eval(() => getComputedStyle(document.querySelector('ketamine-screening')).colorScheme), 'light');
  await expectLeave(page, away);
}
