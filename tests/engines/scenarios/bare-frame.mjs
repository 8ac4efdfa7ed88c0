// The frame alone in a page of another origin, without a script there: it scrolls inside.
import { answerStep, begin } from '../person.mjs';
import { expectLeave } from '../leave.mjs';

export default async function bareFrame(page, { bareFrame: host, away }) {
  await page.setSize(360, 740);
  await page.goTo(host);
  await page.enterFrame();
  await begin(page);
  await answerStep(page);
  await page.expect('fieldset');
  await expectLeave(page, away);
}
