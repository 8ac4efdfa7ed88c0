// Screenshots of the page in one engine, to look at them side by side: node screenshots.mjs ENGINE ADDRESS FOLDER.
import { join } from 'node:path';
import { start } from './browsers/engines.mjs';
import { HEADING, answerAll, answerStep, begin, send } from './person.mjs';

const SIZES = [[360, 740], [1280, 800]];

const [engine, address, folder] = process.argv.slice(2);
const browser = await start(engine, false);
try {
  for (const [width, height] of SIZES) {
    const page = await browser.newPage();
    const take = (name) => page.screenshot(join(folder, `${name}-${width}-${engine}.png`));
    await page.setSize(width, height);
    await page.goTo(address);
    await page.expect('[part=emergency-call]');
    await take('first-step');
    await page.click('[part=emergency-button]');
    await page.expect('.panel');
    await take('panel');
    await page.click('[part=emergency-button]');
    await begin(page);
    await answerStep(page);
    await take('question');
    await answerAll(page);
    await send(page);
    await page.eval(() => scrollTo(0, 0));
    await page.textOf(HEADING);
    await take('result');
    await page.goTo(new URL('help', address).href);
    await page.expect('h1');
    await take('help');
    await page.close();
  }
} finally {
  await browser.close();
}
