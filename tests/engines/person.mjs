// What the person of the scenarios does in a check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const { texts } = JSON.parse(readFileSync(new URL('../../src/KetamineScreening.Api/Content/interface/en.json', import.meta.url)));

/** An English text of the interface. */
export const text = (key) => texts[key] ?? assert.fail(`The interface has no text ${key}.`);

/** The beginning of the heading of every result. */
export const RESULT = text('result.heading').split('{')[0];

export const HEADING = 'h2.heading';

// Somebody who should see a doctor; all other questions are left out.
const ANSWERS = { 'last-used': 'within-12-months', setting: 'unsupervised-only', bladder: 'weekly' };

/** Begins the quick check. */
export async function begin(page) {
  await page.click('button[value=ketamine-quick-check]');
  await page.click('[data-part=start]');
  await page.expect('fieldset');
}

/** Chooses an answer; further questions can appear by that. */
export async function choose(page, item, code) {
  await page.click(`label:has(input[name="${item}"][value="${code}"])`);
  await page.expect(`input[name="${item}"][value="${code}"]:checked`);
}

/** Whether an answer is chosen. */
export const isChosen = async (page, item, code) => (await page.count(`input[name="${item}"][value="${code}"]:checked`)) === 1;

/** Answers the questions of the step and goes on. */
export async function answerStep(page) {
  for (const [item, code] of Object.entries(ANSWERS)) {
    if ((await page.count(`input[name="${item}"]`)) > 0) await choose(page, item, code);
  }
  const heading = await page.textOf(HEADING);
  await page.click('[data-part=next]');
  await page.until(`a step after "${heading}"`, headingDiffers, heading);
}

/** Goes on until all questions are answered. */
export async function answerAll(page) {
  while ((await page.count('fieldset')) > 0) await answerStep(page);
  assert.equal(await page.textOf(HEADING), text('review.title'));
}

/** Confirms the answers and does not let them be counted. */
export async function send(page) {
  await page.click('[data-part=next]');
  await page.click('[data-part=contributeNo]');
  await page.until('the result', headingStartsWith, RESULT);
}

// The functions below run in the page.
function headingDiffers(before) {
  const widget = document.querySelector('ketamine-screening');
  const heading = (widget.shadowRoot ?? widget).querySelector('h2.heading');
  return heading && heading.innerText.replace(/\s+/g, ' ').trim() !== before;
}

function headingStartsWith(expected) {
  const widget = document.querySelector('ketamine-screening');
  return (widget.shadowRoot ?? widget).querySelector('h2.heading')?.innerText.startsWith(expected);
}
