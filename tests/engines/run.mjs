// Runs the scenarios in one engine: node run.mjs ENGINE ADDRESSES. Prints a line of JSON for each: its name, its error and its duration.
import { readdirSync } from 'node:fs';
import { start } from './browsers/engines.mjs';

const [engine, addresses] = process.argv.slice(2);
const browser = await start(engine, true);
try {
  for (const file of readdirSync(new URL('scenarios', import.meta.url)).sort()) {
    const begun = Date.now();
    const error = await run(file);
    console.log(JSON.stringify({ scenario: file.replace('.mjs', ''), error, seconds: (Date.now() - begun) / 1000 }));
  }
} finally {
  await browser.close();
}

async function run(file) {
  const { default: scenario } = await import(`./scenarios/${file}`);
  const page = await browser.newPage();
  try {
    await scenario(page, JSON.parse(addresses));
    const errors = await page.errors();
    return errors.length > 0 ? `The page has errors: ${errors.join('; ')}` : null;
  } catch (failure) {
    return failure.stack;
  } finally {
    await page.close();
  }
}
