// LHC-Forms, the renderer of the National Library of Medicine, in Chromium: it shows every questionnaire as it is served,
// a script clicks answers, and the total and band on the form have to be those of POST screenings.
// node lforms.mjs BASE QUESTIONNAIRE CHROMIUM
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { fill } from '../contract/score.mjs';
import { folder } from './fetch-lforms.mjs';
import { Random } from './random.mjs';

const [base, id, executablePath] = process.argv.slice(2);
const json = async (path, init) => (await fetch(base + path, init)).json();
const fail = (message) => { throw new Error(message); };

const page_ = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>
<link rel="stylesheet" href="/webcomponent/styles.css"></head><body><div id="form"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script>
<script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script></body></html>`;
const types = { js: 'text/javascript', css: 'text/css', png: 'image/png' };
const server = createServer(async (request, response) => {
  const body = request.url === '/' ? page_ : await readFile(folder + request.url).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'Content-Type': request.url === '/' ? 'text/html' : types[request.url.split('.').pop()] ?? 'text/plain' });
  response.end(body);
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));

const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
const failures = [];
page.on('pageerror', (error) => failures.push(`the page failed: ${error}`));

const show = async (resource) => {
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('window.LForms && window.LForms.Util');
  await page.evaluate((questionnaire) => LForms.Util.addFormToPage(questionnaire, 'form', { fhirVersion: 'R4' }), resource);
};
const response = () => page.evaluate(() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'));
const answersOf = (item, into = {}) => {
  for (const child of item.item ?? []) {
    const [answer] = child.answer ?? [];
    if (answer) into[child.linkId] = answer.valueCoding?.code ?? answer.valueInteger ?? answer.valueString;
    answersOf(child, into);
  }
  return into;
};
// Clicks options, by item and place; those of them that are on the form, all at once, and says which.
const click = (wanted) => page.evaluate((options) => options.filter(([name, nth]) => {
  const radios = document.querySelectorAll(`input[type=radio][name^="radiogroup_${name}/"]`);
  radios[nth]?.click();
  return radios[nth] !== undefined;
}).map(([name]) => name), wanted);

const onForm = (item) => page.evaluate((name) => document.querySelector(`input[type=radio][name^="radiogroup_${name}/"]`) !== null, item.id);
async function resting() {
  for (let before = '', same = 0; ; await page.waitForTimeout(100)) {
    const now = JSON.stringify(answersOf(await response()));
    same = now === before ? same + 1 : 0;
    if (same === 3) return JSON.parse(now);
    before = now;
  }
}

// The form works its expressions out a moment after a click.
async function settled(expected, what) {
  const wrong = async () => {
    const form = answersOf(await response());
    return Object.keys({ ...form, ...expected }).filter((name) => form[name] !== expected[name]).map((name) => `${name}: ${form[name]} on the form, ${expected[name]} expected`);
  };
  let faults = [];
  for (let round = 0; round < 100; round++) {
    faults = await wrong();
    if (faults.length === 0) return;
    await page.waitForTimeout(100);
  }
  fail(`${what}: ${faults.join('; ')}`);
}

async function check(document, answers, otherwise, what) {
  const screened = await json(`/v1/questionnaires/${document.id}/screenings`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ answers, contribute: false }),
  });
  // Without an answer that has to be there the service gives no result; the form adds up what it has.
  const weigh = (item) => item.options.find((option) => option.code === answers[item.id])?.weight ?? 0;
  const total = screened.score?.value ?? document.sections.flatMap((section) => section.items).reduce((sum, item) => sum + weigh(item), 0);
  // The form says no band while what has to be answered is not, or nothing is.
  const saysBand = screened.band && Object.keys(answers).length > 0;
  await settled({ ...answers, 'form.total': total, 'form.band': saysBand ? screened.band.label : otherwise }, what);
  if (!screened.band) return;
  const outcome = await json(`/fhir/Questionnaire/${document.id}/$process-response`, {
    method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body: JSON.stringify(await response()),
  });
  const bad = outcome.issue.filter((issue) => issue.severity !== 'information');
  if (bad.length > 0) fail(`${what}: the service does not take the response of the form: ${JSON.stringify(bad)}`);
}

async function answer(document, answers) {
  let left = document.sections.flatMap((section) => section.items).filter((item) => answers[item.id] !== undefined)
    .map((item) => [item.id, item.options.findIndex((option) => option.code === answers[item.id])]);
  // An answer may bring further questions a moment later.
  for (let round = 0; left.length > 0; round++) {
    if (round === 100) fail(`not on the form: ${left.map(([name]) => name)}`);
    const clicked = await click(left);
    left = left.filter(([name]) => !clicked.includes(name));
    if (left.length > 0) await page.waitForTimeout(100);
  }
}

let checked = 0;
try {
  const random = new Random(20261122);
  const document = await json(`/v1/questionnaires/${id}`);
  const items = document.sections.flatMap((section) => section.items);
  const gates = new Set(JSON.stringify(items.map((item) => item.askedWhen ?? null)).match(/"item":"[^"]+"/g)?.map((gate) => JSON.parse(`{${gate}}`).item) ?? []);
  const definition = { sections: document.sections, conditions: {}, scales: {} };
  // What the form says while it cannot say the band is the last text of the expression.
  const result = (await json(`/fhir/Questionnaire/${id}`)).item.find((item) => item.linkId === 'form.result');
  const otherwise = result.item.find((item) => item.linkId === 'form.band').extension[0].valueExpression.expression.match(/'([^']*)'\)$/)[1];

  for (const [weights, sets] of [['', ['all', 'some']], ['?weights=false', ['some']]]) {
    for (const [round, set] of sets.entries()) {
      await show(await json(`/fhir/Questionnaire/${id}${weights}`));
      await page.waitForSelector('#form input[type=radio]');
      if (round === 0) {
        await check(document, {}, otherwise, `${id}${weights}, nothing answered`);
        checked++;
      }

      // The last of all options, which opens everything; or any, at random.
      const any = (codes) => codes[random.below(codes.length)];
      const opened = fill(definition, (item, codes) => (set === 'all' ? codes.at(-1) : item.required || random.below(10) < 7 ? any(codes) : undefined));
      await answer(document, opened);
      await check(document, opened, otherwise, `${id}${weights}, ${set}`);
      checked++;
      if (set !== 'all') continue;

      // Branches close and open again, and what is closed must not count.
      // Whether a branch that opens again remembers its answers is the form's affair; it says which it has.
      for (const gate of items.filter((item) => gates.has(item.id)).reverse()) {
        for (const [index, option] of gate.options.entries()) {
          if (!(await onForm(gate))) break;
          await click([[gate.id, index]]);
          const form = await resting();
          const left = fill(definition, (item) => (item.id === gate.id ? option.code : form[item.id]));
          if (Object.keys(left).some((item) => !gates.has(item) && left[item] !== opened[item])) fail(`${id}: answers came from nowhere`);
          await check(document, left, otherwise, `${id}${weights}, ${set}, ${gate.id} changed to ${option.code}`);
          checked++;
        }
      }
    }
  }
} catch (error) {
  failures.push(String(error.stack ?? error));
} finally {
  await browser.close();
  server.close();
}

if (failures.length > 0) {
  console.error(failures.join('\n'));
  process.exitCode = 1;
} else console.log(`${checked} states of forms agree with the service`);
