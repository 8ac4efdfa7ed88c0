import { retry } from './browsers/page.mjs';

/** Leaves quickly and waits until the whole page is gone. */
export async function expectLeave(page, away) {
  await page.click('[part=leave]');
  await page.leaveFrame();
  await retry(`the page ${away}`, async () => (await page.address()) === away);
}
