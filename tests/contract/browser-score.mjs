// Holds the score that the browser works out by itself to the one of a running service, member for member:
//   node browser-score.mjs ADDRESS [ANSWER SETS PER QUESTIONNAIRE]
// The answers are the test vectors and random ones of every shape, by a fixed seed. The service needs no limit
// (RateLimits:RequestsPerMinute 0). Ends with 1 when anything differs.
import { isDeepStrictEqual } from 'node:util';
import { branch } from '../../src/KetamineScreening.Api/wwwroot/embed/conditions.js';
import { score } from '../../src/KetamineScreening.Api/wwwroot/embed/score.js';

const [base, sets = '3000'] = process.argv.slice(2);
const mismatches = [];
const seen = new Set();
let compared = 0;

const get = async (path) => (await fetch(new URL(path, base))).json();

let state = 20260101;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

// From hardly anything to everything answered, from mild to severe; the wish to answer decides, and what is not asked goes.
function someAnswers(questionnaire) {
  const [willing, severity] = [random() ** 0.5, 3 ** (4 * random() - 2)];
  const answers = {};
  for (const item of questionnaire.sections.flatMap((section) => section.items)) {
    if (item.required || random() < willing) answers[item.id] = item.options[Math.floor(item.options.length * random() ** severity)].code;
  }
  return answers;
}

// What only the service knows is left out; everything else has to be the same.
const comparable = ({ help, contribution, emergency, ...result }) => ({ ...result, emergency: emergency.text });

async function compare(questionnaire, answers, what) {
  const own = score(questionnaire, answers);
  const body = JSON.stringify({ version: questionnaire.version, answers: branch(questionnaire, answers).answers, contribute: false });
  const response = await fetch(new URL(`/v1/questionnaires/${questionnaire.id}/screenings`, base), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const theirs = await response.json();
  compared++;
  seen.add(`${questionnaire.id} ${own.audience} ${own.band.code}`);
  for (const { code } of [...own.flags, ...own.reasons]) seen.add(`${questionnaire.id} ${code}`);
  if (response.status !== 200) mismatches.push(`${what}: status ${response.status} ${JSON.stringify(theirs)}`);
  else if (!isDeepStrictEqual(comparable(own), comparable(theirs))) mismatches.push(`${what}: ${JSON.stringify(comparable(own))}\ninstead of ${JSON.stringify(comparable(theirs))}`);
}

for (const { id, version } of (await get('/v1/questionnaires')).questionnaires) {
  const questionnaire = await get(`/v1/questionnaires/${id}`);
  const cases = (await get(`/v1/questionnaires/${id}/${version}/test-vectors`)).vectors.map(({ name, answers }) => [answers, `${id}, vector ${name}`]);
  for (let i = 0; i < Number(sets); i++) cases.push([someAnswers(questionnaire), `${id}, random ${i}`]);
  while (cases.length > 0) await Promise.all(cases.splice(0, 32).map(([answers, what]) => compare(questionnaire, answers, what)));

  // The comparison is worth something only where every result that there is came about.
  for (const { audience, band } of questionnaire.guidance) if (!seen.has(`${id} ${audience} ${band}`)) mismatches.push(`${id}: nobody was ${audience} ${band}`);
  for (const { code } of [...questionnaire.flags, ...questionnaire.rules]) if (!seen.has(`${id} ${code}`)) mismatches.push(`${id}: ${code} did not come about`);
}

for (const mismatch of mismatches.slice(0, 10)) console.log(mismatch);
console.log(`${compared} results compared: ${mismatches.length} mismatches`);
process.exitCode = mismatches.length === 0 && compared > 100 ? 0 : 1;
