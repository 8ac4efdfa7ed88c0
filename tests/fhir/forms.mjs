// Renders questionnaires in Chromium with LHC-Forms, Smart Forms and Medplum, answers them, changes answers, and compares each form with
// the service. FOLDER receives two pictures of each form, before and after a change of the band:
//   node forms.mjs URL CHROMIUM FOLDER LANGUAGE RENDERER[,RENDERER...] QUESTIONNAIRE...
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { FormCheck } from './form-check.mjs';
import { FormPage } from './renderers/form-page.mjs';
import { serve } from './renderers/server.mjs';

const [base, executablePath, folder, language, renderers, ...questionnaires] = process.argv.slice(2);

const request = async (path, init) => (await fetch(base + path, init)).json();
const headers = { 'Accept-Language': language };
const post = (path, type, body) => (
  request(path, { method: 'POST', headers: { ...headers, 'Content-Type': type }, body: JSON.stringify(body) })
);
const service = {
  json: (path) => request(path, { headers }),
  post: (path, response) => post(path, 'application/fhir+json', response),
  screen: ({ id }, answers) => post(`/v1/questionnaires/${id}/screenings`, 'application/json', { answers, contribute: false }),
};

async function check(browser, renderer, id) {
  const started = Date.now();
  const [{ address, close }, page] = [await serve(renderer), await browser.newPage()];
  const form = new FormPage(page, address);
  const run = new FormCheck(service, form, id);
  // Every state takes seconds in the slower renderers, so they change branches in the shortest questionnaire only.
  const changesBranches = renderer === 'medplum' || id === 'ketamine-quick-check';
  try {
    await run.run(changesBranches, (name) => form.picture(`${folder}/${renderer}-${id}-${language}-${name}.png`));
    if (form.failures.length > 0) throw new Error(form.failures.join('\n'));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${renderer}, ${id}: ${run.states} states agree with the service, which left out ${run.leftOut} answers; ${seconds} s`);
  } catch (error) {
    console.error(`${renderer}, ${id}: ${error.stack}`);
    process.exitCode = 1;
  } finally {
    await page.close();
    close();
  }
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
const forms = renderers.split(',').flatMap((renderer) => questionnaires.map((id) => [renderer, id]));
const work = async () => {
  for (let next = forms.shift(); next; next = forms.shift()) await check(browser, ...next);
};
await Promise.all([work(), work()]);
await browser.close();
