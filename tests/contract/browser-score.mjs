// Compares the result computed by the browser code with the result of a running service, member by member:
//   node browser-score.mjs URL [ANSWER SETS PER QUESTIONNAIRE]
// The answers are the test vectors and random answers with a fixed seed. The service must run without a rate limit
// (RateLimits:RequestsPerMinute 0). The exit code is 1 when a result differs.
import { isDeepStrictEqual } from 'node:util';
import { branch } from '../../src/scripts/widget/conditions.js';
import { score } from '../../src/scripts/widget/score.js';

const [base, sets = '3000'] = process.argv.slice(2);
const mismatches = [];
const covered = new Set();
let compared = 0;

const get = async (path) => (await fetch(new URL(path, base))).json();

let state = 20260101;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

// Random answers: the share of answered items and the severity vary; some answers may be to items that are not asked.
function randomAnswers(questionnaire) {
  const [share, severity] = [random() ** 0.5, 3 ** (4 * random() - 2)];
  const answers = {};
  for (const item of questionnaire.sections.flatMap((section) => section.items)) {
    if (!item.required && random() >= share) continue;
    answers[item.id] = item.options[Math.floor(item.options.length * random() ** severity)].code;
  }
  return answers;
}

const help = await get('/v1/help');

async function compare(questionnaire, answers, name) {
  const local = score(questionnaire, answers, help);
  const body = JSON.stringify({ version: questionnaire.version, answers: branch(questionnaire, answers).answers, contribute: false });
  const url = new URL(`/v1/questionnaires/${questionnaire.id}/screenings`, base);
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const remote = await response.json();
  compared++;
  covered.add(`${questionnaire.id} ${local.audience} ${local.band.code}`);
  for (const { code } of [...local.actions, ...local.flags, ...local.reasons]) covered.add(`${questionnaire.id} ${code}`);
  if (response.status !== 200) mismatches.push(`${name}: status ${response.status} ${JSON.stringify(remote)}`);
  else if (!isDeepStrictEqual(local, remote)) {
    mismatches.push(`${name}: ${JSON.stringify(local)}\ninstead of ${JSON.stringify(remote)}`);
  }
}

for (const { id, version } of (await get('/v1/questionnaires')).questionnaires) {
  const questionnaire = await get(`/v1/questionnaires/${id}`);
  const { vectors } = await get(`/v1/questionnaires/${id}/${version}/test-vectors`);
  const cases = vectors.map(({ name, answers }) => [answers, `${id}, vector ${name}`]);
  for (let i = 0; i < Number(sets); i++) cases.push([randomAnswers(questionnaire), `${id}, random ${i}`]);
  while (cases.length > 0) await Promise.all(cases.splice(0, 32).map(([answers, name]) => compare(questionnaire, answers, name)));

  // Every audience, band, flag and rule must have occurred at least once.
  const expected = [
    ...questionnaire.guidance.map(({ audience, band }) => `${id} ${audience} ${band}`),
    ...[...questionnaire.actions, ...questionnaire.flags, ...questionnaire.rules].map(({ code }) => `${id} ${code}`),
  ];
  for (const name of expected) if (!covered.has(name)) mismatches.push(`${name} did not occur`);
}

for (const mismatch of mismatches.slice(0, 10)) console.log(mismatch);
console.log(`${compared} results compared: ${mismatches.length} mismatches`);
process.exitCode = mismatches.length === 0 && compared > 100 ? 0 : 1;
