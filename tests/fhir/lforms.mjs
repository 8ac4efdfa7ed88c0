// Renders the served questionnaire in Chromium with LHC-Forms, the renderer of the National Library of Medicine, clicks answers, and
// compares the questions, the total and the band on the form with v1:
//   node lforms.mjs URL QUESTIONNAIRE CHROMIUM
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { fill } from '../contract/score.mjs';
import { folder } from './fetch-lforms.mjs';
import { Random, randomAnswers } from './random.mjs';

const [base, id, executablePath] = process.argv.slice(2);
const json = async (path, init) => (await fetch(base + path, init)).json();
const fail = (message) => { throw new Error(message); };

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>
<link rel="stylesheet" href="/webcomponent/styles.css"></head><body><div id="form"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script>
<script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script></body></html>`;
const types = { js: 'text/javascript', css: 'text/css', png: 'image/png' };
const server = createServer(async (request, response) => {
  const body = request.url === '/' ? html : await readFile(folder + request.url).catch(() => null);
  const type = request.url === '/' ? 'text/html' : types[request.url.split('.').pop()] ?? 'text/plain';
  response.writeHead(body === null ? 404 : 200, { 'Content-Type': type });
  response.end(body);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
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
// Clicks those of the options, given by item and index, that are on the form, and returns the items clicked.
const click = (choices) => page.evaluate((options) => options.filter(([name, index]) => {
  const radios = document.querySelectorAll(`input[type=radio][name^="radiogroup_${name}/"]`);
  radios[index]?.click();
  return radios[index] !== undefined;
}).map(([name]) => name), choices);

const itemsOnForm = () => page.evaluate(() => [...document.querySelectorAll('input[type=radio][name^="radiogroup_"]')]
  .map((radio) => radio.name.split('/')[0].slice('radiogroup_'.length)));

// Returns the answers on the form once they have not changed for three polls.
async function stableAnswers() {
  for (let previous = '', unchanged = 0; ; await page.waitForTimeout(100)) {
    const current = JSON.stringify(answersOf(await response()));
    unchanged = current === previous ? unchanged + 1 : 0;
    if (unchanged === 3) return JSON.parse(current);
    previous = current;
  }
}

// Waits for the expected questions and values, because the form evaluates its expressions some time after a click.
async function expectForm(asked, expected, name) {
  const findDifferences = async () => {
    const [form, items] = [answersOf(await response()), new Set(await itemsOnForm())];
    return [
      ...Object.keys({ ...form, ...expected })
        .filter((linkId) => form[linkId] !== expected[linkId])
        .map((linkId) => `${linkId}: ${form[linkId]} on the form, ${expected[linkId]} expected`),
      ...asked.filter((linkId) => !items.has(linkId)).map((linkId) => `${linkId}: asked, but not on the form`),
      ...[...items].filter((linkId) => !asked.includes(linkId)).map((linkId) => `${linkId}: on the form, but not asked`),
    ];
  };
  let differences = [];
  for (let round = 0; round < 100; round++) {
    differences = await findDifferences();
    if (differences.length === 0) return;
    await page.waitForTimeout(100);
  }
  fail(`${name}: ${differences.join('; ')}`);
}

function askedOf(document, answers) {
  const asked = [];
  fill(document, (item) => {
    asked.push(item.id);
    return answers[item.id];
  });
  return asked;
}

const screen = (document, answers) => json(`/v1/questionnaires/${document.id}/screenings`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ answers, contribute: false }),
});

async function check(document, answers, withoutBand, name) {
  const screened = await screen(document, answers);
  // Without a required answer the service returns no result, but the form still adds up the weights.
  const items = document.sections.flatMap((section) => section.items);
  const weightOf = (item) => item.options.find((option) => option.code === answers[item.id])?.weight ?? 0;
  const total = screened.score?.value ?? items.reduce((sum, item) => sum + weightOf(item), 0);
  // The form shows no band while a required answer is missing or there is no answer at all.
  const hasBand = screened.band && Object.keys(answers).length > 0;
  const computed = { 'form.total': total, 'form.band': hasBand ? screened.band.label : withoutBand };
  await expectForm(askedOf(document, answers), { ...answers, ...computed }, name);
  if (!screened.band) return;
  const outcome = await json(`/fhir/Questionnaire/${document.id}/$process-response`, {
    method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body: JSON.stringify(await response()),
  });
  const problems = outcome.issue.filter((issue) => issue.severity !== 'information');
  if (problems.length > 0) fail(`${name}: the service does not accept the response of the form: ${JSON.stringify(problems)}`);
}

async function answer(document, answers) {
  let remaining = document.sections.flatMap((section) => section.items)
    .filter((item) => answers[item.id] !== undefined)
    .map((item) => [item.id, item.options.findIndex((option) => option.code === answers[item.id])]);
  // An answer can make the form show further items after a delay.
  for (let round = 0; remaining.length > 0; round++) {
    if (round === 100) fail(`not on the form: ${remaining.map(([name]) => name)}`);
    const clicked = await click(remaining);
    remaining = remaining.filter(([name]) => !clicked.includes(name));
    if (remaining.length > 0) await page.waitForTimeout(100);
  }
}

// Every combination of answers to the items that decide which items are asked.
function combinations(document) {
  const items = document.sections.flatMap((section) => section.items);
  const conditions = JSON.stringify(items.map((item) => item.askedWhen ?? null));
  const deciding = items.filter((item) => conditions.includes(`"item":"${item.id}"`));
  return deciding.reduce((all, item) => all.flatMap((answers) => (
    askedOf(document, answers).includes(item.id) ? item.options.map((option) => ({ ...answers, [item.id]: option.code })) : [answers]
  )), [{}]);
}

// Two random sets of answers for each band.
async function setsOfEveryBand(document, random) {
  const sets = new Map([...document.bands, ...document.unratedBands].map((band) => [band.code, []]));
  for (let draw = 0; draw < 20000 && [...sets.values()].some((found) => found.length < 2); draw++) {
    const answers = randomAnswers(document, random);
    const { band } = await screen(document, answers);
    if (band && Object.keys(answers).length > 0 && sets.get(band.code).length < 2) sets.get(band.code).push(answers);
  }
  const missing = [...sets].filter(([, found]) => found.length < 2).map(([band]) => band);
  if (missing.length > 0) fail(`${document.id}: bands that do not occur: ${missing}`);
  return [...sets.values()].flat();
}

let checked = 0;
try {
  const document = await json(`/v1/questionnaires/${id}`);
  // The text shown while there is no band is the last string literal of the expression.
  const result = (await json(`/fhir/Questionnaire/${id}`)).item.find((item) => item.linkId === 'form.result');
  const band = result.item.find((item) => item.linkId === 'form.band').extension[0].valueExpression.expression;
  const withoutBand = band.match(/'([^']*)'\)$/)[1];

  await show(await json(`/fhir/Questionnaire/${id}`));
  await check(document, {}, withoutBand, `${id}, nothing answered`);
  checked++;

  // Answers everything, then changes the items that decide which items are asked. This closes and reopens branches, and answers in a
  // closed branch must not count. A form may keep or drop the answers of a branch that reopens, so the check uses the answers that the
  // form reports.
  const everything = fill(document, (item, codes) => codes.at(-1));
  await answer(document, everything);
  await check(document, everything, withoutBand, `${id}, everything answered`);
  checked++;
  for (const deciding of combinations(document)) {
    const name = `${id} changed to ${JSON.stringify(deciding)}`;
    await answer(document, deciding);
    const form = await stableAnswers();
    const answers = fill(document, (item) => deciding[item.id] ?? form[item.id]);
    const isUnexpected = (linkId) => answers[linkId] !== (deciding[linkId] ?? everything[linkId]);
    if (Object.keys(answers).some(isUnexpected)) fail(`${name}: the form reports answers that were not clicked`);
    await check(document, answers, withoutBand, name);
    checked++;
  }

  for (const [index, answers] of (await setsOfEveryBand(document, new Random(20261122))).entries()) {
    await show(await json(`/fhir/Questionnaire/${id}${index % 2 === 0 ? '' : '?weights=false'}`));
    await answer(document, answers);
    await check(document, answers, withoutBand, `${id}, ${JSON.stringify(answers)}`);
    checked++;
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
