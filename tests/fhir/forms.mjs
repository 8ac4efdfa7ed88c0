// Renders the served questionnaire in Chromium, answers it, changes answers that close and reopen branches, and compares the questions,
// the total and the band on the form with the service each time. The renderers are LHC-Forms, Smart Forms and Medplum:
//   node forms.mjs URL QUESTIONNAIRE CHROMIUM lhc-forms|smart-forms|medplum [FOLDER-FOR-PICTURES]
import { chromium } from 'playwright-core';
import { fill } from '../contract/score.mjs';
import { Random, randomAnswers } from './random.mjs';
import { serve } from './renderers/server.mjs';

const [base, id, executablePath, renderer, pictures] = process.argv.slice(2);
const json = async (path, init) => (await fetch(base + path, init)).json();
const post = (path, type, body) => json(path, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) });
const fail = (message) => { throw new Error(message); };

const { address, close } = await serve(renderer);
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
  await page.goto(address);
  await page.waitForFunction('window.form && (!window.LForms || window.LForms.Util)');
  await page.evaluate((questionnaire) => form.show(questionnaire), resource);
  await page.waitForFunction('form.radios().length > 0');
};
const walk = (items) => (items ?? []).flatMap((item) => [item, ...walk(item.item)]);

// Clicks those of the options, given by item and index, that are on the form, and returns the items clicked.
const click = (choices) => page.evaluate((options) => options.filter(([name, index]) => {
  const radio = form.radios().filter(([linkId]) => linkId === name)[index]?.[1];
  radio?.click();
  return radio !== undefined;
}).map(([name]) => name), choices);

// What a person sees: for each question on the form the index of the answer or -1, the total and the band, and anything like an error.
const look = () => page.evaluate(() => {
  const questions = {};
  for (const [linkId, , checked] of form.radios()) (questions[linkId] ??= []).push(checked);
  return {
    chosen: Object.fromEntries(Object.entries(questions).map(([linkId, checked]) => [linkId, checked.indexOf(true)])),
    total: Number(form.shown('form.total')),
    band: form.shown('form.band'),
    errors: document.body.innerText.split('\n').filter((line) => /expression|exception|undefined|\bNaN\b|error:/i.test(line)),
  };
});

const itemsOf = (document) => document.sections.flatMap((section) => section.items);
const answersOf = (document, chosen) => Object.fromEntries(itemsOf(document)
  .filter((item) => chosen[item.id] >= 0).map((item) => [item.id, item.options[chosen[item.id]].code]));

function askedOf(document, answers) {
  const asked = [];
  fill(document, (item) => {
    asked.push(item.id);
    return answers[item.id];
  });
  return asked;
}

const screen = (document, answers) =>
  post(`/v1/questionnaires/${document.id}/screenings`, 'application/json', { answers, contribute: false });

// Waits until the form agrees with the service, because a form evaluates its expressions some time after a click.
async function expectForm(document, wanted, withoutBand, name) {
  let differences = [];
  for (let round = 0; round < 100; round++, await page.waitForTimeout(100)) {
    const seen = await look();
    const answers = answersOf(document, seen.chosen);
    const asked = askedOf(document, answers);
    const onForm = itemsOf(document).map((item) => item.id).filter((item) => item in seen.chosen);
    differences = [
      ...Object.keys(wanted).filter((item) => answers[item] !== wanted[item]).map((item) => `${item}: ${answers[item]} is chosen`),
      ...asked.filter((item) => !onForm.includes(item)).map((item) => `${item}: asked, but not on the form`),
      ...onForm.filter((item) => !asked.includes(item)).map((item) => `${item}: on the form, but not asked`),
      ...seen.errors,
    ];
    if (differences.length > 0) continue;
    const screened = await screen(document, answers);
    // Without a required answer the service returns no result, but the form still adds up the weights.
    const weightOf = (item) => item.options.find((option) => option.code === answers[item.id])?.weight ?? 0;
    const total = screened.score?.value ?? itemsOf(document).reduce((sum, item) => sum + weightOf(item), 0);
    const band = Object.keys(answers).length === 0 ? '' : screened.band?.label ?? withoutBand;
    if (seen.total !== total) differences.push(`total ${seen.total} on the form, ${total} expected`);
    if (seen.band !== band) differences.push(`band ${seen.band} on the form, ${band} expected`);
    if (differences.length === 0) return screened;
  }
  return fail(`${name}: ${differences.join('; ')}`);
}

async function check(document, wanted, withoutBand, name) {
  const screened = await expectForm(document, wanted, withoutBand, name);
  // A response without answers has nothing to score.
  if (!screened.band || Object.values((await look()).chosen).every((index) => index < 0)) return;
  const response = await page.evaluate(() => form.response());
  const scored = await post(`/fhir/Questionnaire/${document.id}/$score`, 'application/fhir+json', response);
  const valueOf = (parameter) => scored.parameter?.find((one) => one.name === parameter);
  if (valueOf('score')?.valueInteger !== screened.score.value || valueOf('band').valueCoding.code !== screened.band.code) {
    fail(`${name}: $score of the response of the form: ${JSON.stringify(scored)}`);
  }
  const { issue } = await post(`/fhir/Questionnaire/${document.id}/$process-response`, 'application/fhir+json', response);
  const codes = issue.filter(({ severity }) => severity !== 'information').map(({ details }) => details.coding[0].code);
  const unexpected = codes.filter((code) => !['not-asked', 'in-progress'].includes(code));
  if (unexpected.length > 0) fail(`${name}: $process-response of the response of the form: ${unexpected}`);
  leftOut += codes.filter((code) => code === 'not-asked').length;
}

async function answer(document, answers) {
  let remaining = itemsOf(document).filter((item) => answers[item.id] !== undefined)
    .map((item) => [item.id, item.options.findIndex((option) => option.code === answers[item.id])]);
  // An answer can make the form show further items after a delay.
  for (let round = 0; remaining.length > 0; round++) {
    if (round === 100) fail(`not on the form: ${remaining.map(([name]) => name)}`);
    const clicked = await click(remaining.slice(0, 1));
    remaining = remaining.filter(([name]) => !clicked.includes(name));
    if (clicked.length > 0) round = 0;
    else await page.waitForTimeout(100);
  }
}

// Every combination of answers to the items that decide which items are asked.
function combinations(document) {
  const conditions = JSON.stringify(itemsOf(document).map((item) => item.askedWhen ?? null));
  const deciding = itemsOf(document).filter((item) => conditions.includes(`"item":"${item.id}"`));
  return deciding.reduce((all, item) => all.flatMap((answers) => (
    askedOf(document, answers).includes(item.id) ? item.options.map((option) => ({ ...answers, [item.id]: option.code })) : [answers]
  )), [{}]);
}

// For each band the shortest of some random sets of answers, because every click takes time.
async function setOfEveryBand(document, random) {
  const sets = new Map([...document.bands, ...document.unratedBands].map((band) => [band.code, undefined]));
  const sizeOf = (answers) => Object.keys(answers).length;
  for (let draw = 0; draw < 300 || (draw < 20000 && [...sets.values()].includes(undefined)); draw++) {
    const answers = randomAnswers(document, random);
    const { band } = await screen(document, answers);
    const shortest = band && sets.get(band.code);
    if (band && sizeOf(answers) > 0 && (!shortest || sizeOf(answers) < sizeOf(shortest))) sets.set(band.code, answers);
  }
  return [...sets].map(([band, answers]) => answers ?? fail(`${document.id}: a band that does not occur: ${band}`));
}

const picture = (name) => pictures && page.screenshot({ path: `${pictures}/${renderer}-${id}-${name}.png`, fullPage: true });

let checked = 0;
let leftOut = 0;
try {
  const document = await json(`/v1/questionnaires/${id}`);
  const questionnaire = await json(`/fhir/Questionnaire/${id}?weights=false`);
  // The text shown while a required answer is missing is the last string literal of the expression.
  const band = walk(questionnaire.item).find((item) => item.linkId === 'form.band').extension[0].valueExpression.expression;
  const withoutBand = band.match(/'([^']*)'\)+$/)[1];

  await show(questionnaire);
  await check(document, {}, withoutBand, `${id}, nothing answered`);
  checked++;

  // Answers everything, then changes the items that decide which items are asked. This closes and reopens branches, and answers in a
  // closed branch must not count. A form may keep or drop the answers of a branch that reopens.
  await answer(document, fill(document, (item, codes) => codes.at(-1)));
  await check(document, fill(document, (item, codes) => codes.at(-1)), withoutBand, `${id}, everything answered`);
  await picture('everything');
  checked++;
  for (const deciding of [...combinations(document), ...combinations(document).reverse()]) {
    const name = `${id} changed to ${JSON.stringify(deciding)}`;
    await answer(document, deciding);
    await check(document, deciding, withoutBand, name);
    if (checked === 2) await picture('changed');
    checked++;
  }

  // Some renderers can remove an answer again.
  for (const item of itemsOf(document).filter((candidate) => candidate.required)) {
    if (!await page.evaluate((linkId) => form.clear?.(linkId), item.id)) continue;
    await check(document, {}, withoutBand, `${id}, ${item.id} cleared`);
    checked++;
  }

  for (const answers of await setOfEveryBand(document, new Random(20261122))) {
    await show(await json(`/fhir/Questionnaire/${id}`));
    await answer(document, answers);
    await check(document, answers, withoutBand, `${id}, ${JSON.stringify(answers)}`);
    checked++;
  }
} catch (error) {
  failures.push(String(error.stack ?? error));
} finally {
  await browser.close();
  close();
}

if (failures.length > 0) {
  console.error(failures.join('\n'));
  process.exitCode = 1;
} else console.log(`${renderer}: ${checked} states of the form agree with the service, which left out ${leftOut} answers`);
