// Calls every operation of a running service, with good and with bad requests, and holds each answer to openapi/v1.json:
//   node validate.mjs ADDRESS [ADDRESS OF A SERVICE THAT TAKES ONE REQUEST A MINUTE]
// Ends with 1 when anything differs, or when something that is described did not come about. For that the service needs
// releases, one of them withdrawn (the verbs demo and withdraw-release), and no limit (RateLimits:RequestsPerMinute 0).
import { call, checkExamples, checkReached, codes, equal, mismatches, outside, reached, responses } from './calls.mjs';
import { operations } from './contract.mjs';

const [base, limited] = process.argv.slice(2);
const get = (id, status, request) => call(base, id, status, request);
const examples = checkExamples();

await get('GetLiveness', 200);
await get('GetReadiness', 200);
await get('GetPrivacy', 200, { headers: { 'Accept-Language': 'en-GB, en;q=0.8' } });
for (const country of [{}, { country: 'GB' }, { country: 'ie' }, { country: 'JP' }]) await get('GetHelp', 200, { query: country });
await get('GetHelp', 400, { query: { country: 'Britain' }, wrong: true });

// Every instrument, with the answers that its test vectors hold.
const { questionnaires } = await get('ListQuestionnaires', 200);
for (const { id, version } of questionnaires) {
  const path = { id, version };
  const current = await get('GetQuestionnaire', 200, { path: { id } });
  equal(await get('GetQuestionnaireVersion', 200, { path }), current, `${id}: the current version and this one`);
  await get('GetRedcapDictionary', 200, { path });
  const { vectors } = await get('GetTestVectors', 200, { path });
  for (const { name, answers, expected } of vectors) {
    const result = await call(base, 'ScoreScreening', 200, { path: { id }, query: { country: 'GB' }, body: { version, answers, contribute: false } });
    if (!result) continue;
    const { audience, band, score, signsPresent, reasons, flags, completeness, contribution } = result;
    equal(
      [audience, band.code, score.value, score.max, Object.fromEntries(score.domains.map((domain) => [domain.code, domain.value])), signsPresent?.count,
        reasons.map((reason) => reason.code), flags.map((flag) => flag.code), completeness.answered, completeness.asked, contribution],
      [expected.audience, expected.band, expected.score, expected.max, expected.domains, expected.signsPresent,
        expected.reasons, expected.flags, expected.answered, expected.asked, 'declined'],
      `${id}: ${name}`);
  }

  for (const operation of ['GetQuestionnaireVersion', 'GetRedcapDictionary', 'GetTestVectors']) {
    await get(operation, 404, { path: { id, version: '0.0.0' } });
    await get(operation, 404, { path: { id: 'nothing', version } });
  }
}

await get('GetQuestionnaire', 404, { path: { id: 'nothing' } });

// Screenings, good ones and every kind of bad one.
const screen = (status, request) => call(base, 'ScoreScreening', status, { path: { id: 'ketamine-self-check' }, ...request });
const answers = { 'last-used': 'within-12-months', setting: 'unsupervised-only' };
const body = { answers, contribute: false };
for (let i = 0; i < 2; i++) await screen(200, { body: { answers, contribute: true }, headers: { 'Idempotency-Key': '6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a' } });
await screen(404, { path: { id: 'nothing' }, body });
await screen(404, { body: { version: '0.0.0', ...body } });
await screen(413, { raw: JSON.stringify(body) + ' '.repeat(17000) });
await screen(413, { raw: JSON.stringify(body) + ' '.repeat(40000) });
await screen(415, { raw: 'answers', headers: { 'Content-Type': 'text/plain' } });
await screen(400, { body, query: { country: 'Britain' }, wrong: true });
await screen(400, { body, headers: { 'Idempotency-Key': 'short' }, wrong: true });
for (const raw of [
  '{', '[]', '{"answers":{},"answers":{}}', '{"answers":{},"contribute":"yes"}',
  '{"answers":{},"contribute":true,"name":"x"}', '{"answers":{"setting":["x"]},"contribute":true}',
]) await screen(400, { raw });
for (const wrong of [{}, { setting: 'nowhere' }, { nothing: 'yes' }, { 'last-used': 'over-12-months-ago', craving: 'weekly' }, { '/~"\u00e9': 'yes' }]) {
  await screen(422, { body: { answers: wrong, contribute: false } });
}

// Releases with all their files.
for (const { id: release, questionnaire, state } of (await get('ListReleases', 200)).releases) {
  if (state === 'withdrawn') {
    await get('GetRelease', 410, { path: { release } });
    await get('GetReleaseFile', 410, { path: { release, file: 'bands.csv' } });
    continue;
  }

  await get('GetLatestRelease', 307, { query: { questionnaire } });
  const { files } = await get('GetRelease', 200, { path: { release } });
  for (const { name: file } of files) {
    const part = (status, range) => get('GetReleaseFile', status, { path: { release, file }, headers: { Range: range, 'Accept-Encoding': 'identity' } });
    await get('GetReleaseFile', 200, { path: { release, file } });
    await part(206, 'bytes=0-9');
    await part(416, 'bytes=99999999-');
  }

  await get('GetReleaseFile', 404, { path: { release, file: 'nothing.csv' } });
}

await get('GetLatestRelease', 404, { query: { questionnaire: 'nothing' } });
await get('GetRelease', 404, { path: { release: 'nothing' } });
await get('GetReleaseFile', 404, { path: { release: 'nothing', file: 'bands.csv' } });

await outside(base, 'GET', '/v1/nothing', 'not-found');
await outside(base, 'DELETE', '/v1/questionnaires', 'method-not-allowed');

if (limited) {
  await fetch(new URL('/v1/privacy', limited), { method: 'HEAD' });
  for (const { operationId, path } of operations.filter((operation) => operation.responses['429'])) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'any']);
    await call(limited, operationId, 429, { path: Object.fromEntries(names) });
  }
}

// What only a failing or a stopping service answers is described and does not come about here.
checkReached(['500', '503', ...(limited ? [] : ['429'])], ['internal-error', 'store-unavailable', ...(limited ? [] : ['too-many-requests'])]);
for (const mismatch of [...mismatches].slice(0, 50)) console.log(mismatch);
console.log(`${operations.length} operations, ${reached.size} statuses of them, ${codes.size} codes, ${responses} responses, ${examples} examples: ${mismatches.size} mismatches`);
process.exitCode = mismatches.size === 0 && responses > 100 ? 0 : 1;
