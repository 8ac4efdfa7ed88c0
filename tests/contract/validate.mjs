// Calls every operation of a running service with valid and invalid requests and checks each response against openapi/v1.json:
//   node validate.mjs URL [URL OF A SERVICE WITH A LIMIT OF ONE REQUEST PER MINUTE]
// The exit code is 1 when a response differs or a documented response did not occur. The service needs releases, one of them
// withdrawn (commands demo and withdraw-release), and must run without a rate limit (RateLimits:RequestsPerMinute 0).
import { call, callUndocumented, checkExamples, checkReached, codes, equal, mismatches, reached, responses } from './calls.mjs';
import { operations } from './contract.mjs';

const [base, limited] = process.argv.slice(2);
const get = (id, status, request) => call(base, id, status, request);
const examples = checkExamples();

await get('GetLiveness', 200);
await get('GetReadiness', 200);
await get('GetPrivacy', 200, { headers: { 'Accept-Language': 'en-GB, en;q=0.8' } });
for (const country of [{}, { country: 'GB' }, { country: 'ie' }, { country: 'JP' }]) await get('GetHelp', 200, { query: country });
await get('GetHelp', 400, { query: { country: 'Britain' }, isInvalid: true });
await get('GetAllHelp', 200);
await get('GetTexts', 200);
for (const { id } of (await get('ListLearningTexts', 200)).texts) await get('GetLearningText', 200, { path: { id } });
await get('GetLearningText', 404, { path: { id: 'nothing' } });

// Every questionnaire with the answers of its test vectors.
const { questionnaires } = await get('ListQuestionnaires', 200);
for (const { id, version } of questionnaires) {
  const path = { id, version };
  const current = await get('GetQuestionnaire', 200, { path: { id } });
  equal(await get('GetQuestionnaireVersion', 200, { path }), current, `${id}: current version`);
  await get('GetRedcapDictionary', 200, { path });
  const { vectors } = await get('GetTestVectors', 200, { path });
  for (const { name, answers, expected } of vectors) {
    const screening = { path: { id }, query: { country: 'GB' }, body: { version, answers, contribute: false } };
    const result = await call(base, 'ScoreScreening', 200, screening);
    if (!result) continue;
    const { audience, band, score, signsPresent, reasons, flags, actions, nextSteps, learn, completeness, contribution } = result;
    const domains = Object.fromEntries(score.domains.map((domain) => [domain.code, domain.value]));
    equal(
      [audience, band.code, score.value, score.max, domains, signsPresent?.count,
        reasons.map((reason) => reason.code), flags.map((flag) => flag.code),
        actions.map((action) => ({ code: action.code, urgency: action.urgency, flags: action.flags })),
        nextSteps.map((step) => step.kind), learn, completeness.answered, completeness.asked, contribution],
      [expected.audience, expected.band, expected.score, expected.max, expected.domains, expected.signsPresent,
        expected.reasons, expected.flags, expected.actions, expected.nextSteps, expected.learn,
        expected.answered, expected.asked, 'declined'],
      `${id}: ${name}`);
  }

  for (const operation of ['GetQuestionnaireVersion', 'GetRedcapDictionary', 'GetTestVectors']) {
    await get(operation, 404, { path: { id, version: '0.0.0' } });
    await get(operation, 404, { path: { id: 'nothing', version } });
  }
}

await get('GetQuestionnaire', 404, { path: { id: 'nothing' } });

// A retired version is served with everything that belongs to it, and is not scored.
const retired = { id: 'ketamine-self-check', version: '1.0.0' };
for (const operation of ['GetQuestionnaireVersion', 'GetRedcapDictionary', 'GetTestVectors']) await get(operation, 200, { path: retired });
await call(base, 'ScoreScreening', 410, {
  path: { id: retired.id }, body: { version: retired.version, answers: { 'last-used': 'never' }, contribute: false },
});

// Valid screenings and every kind of invalid screening.
const screen = (status, request) => call(base, 'ScoreScreening', status, { path: { id: 'ketamine-self-check' }, ...request });
const answers = { 'last-used': 'within-12-months', setting: 'unsupervised-only' };
const body = { answers, contribute: false };
const headers = { 'Idempotency-Key': '6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a' };
for (let i = 0; i < 2; i++) await screen(200, { body: { answers, contribute: true }, headers });
await screen(404, { path: { id: 'nothing' }, body });
await screen(404, { body: { version: '0.0.0', ...body } });
await screen(413, { raw: JSON.stringify(body) + ' '.repeat(17000) });
await screen(413, { raw: JSON.stringify(body) + ' '.repeat(40000) });
await screen(415, { raw: 'answers', headers: { 'Content-Type': 'text/plain' } });
await screen(400, { body, query: { country: 'Britain' }, isInvalid: true });
await screen(400, { body, headers: { 'Idempotency-Key': 'short' }, isInvalid: true });
const about = { ageBand: '25-34', gender: 'woman' };
await screen(200, { body: { answers, contribute: true, about } });
await screen(400, { body: { answers, contribute: false, about } });
await screen(400, { path: { id: 'ketamine-concern-check' }, body: { answers: {}, contribute: true, about } });
for (const raw of [
  '{', '[]', '{"answers":{},"answers":{}}', '{"answers":{},"contribute":"yes"}',
  '{"answers":{},"contribute":true,"name":"x"}', '{"answers":{"setting":["x"]},"contribute":true}',
]) await screen(400, { raw });
for (const invalid of [
  {}, { setting: 'nowhere' }, { nothing: 'yes' }, { 'last-used': 'over-12-months-ago', craving: 'weekly' }, { '/~"\u00e9': 'yes' },
]) await screen(422, { body: { answers: invalid, contribute: false } });
const unknown = Array.from({ length: 101 }, (_, index) => [`unknown-${index}`, 'yes']);
await screen(422, { body: { answers: Object.fromEntries(unknown), contribute: false }, isInvalid: true });

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
    const part = (status, range) =>
      get('GetReleaseFile', status, { path: { release, file }, headers: { Range: range, 'Accept-Encoding': 'identity' } });
    await get('GetReleaseFile', 200, { path: { release, file } });
    await part(206, 'bytes=0-9');
    await part(416, 'bytes=99999999-');
  }

  await get('GetReleaseFile', 404, { path: { release, file: 'nothing.csv' } });
}

await get('GetLatestRelease', 404, { query: { questionnaire: 'nothing' } });
await get('GetLatestRelease', 400, { isInvalid: true });

// The series of a questionnaire, in both formats.
const series = (status, query, more) => get('GetSeries', status, { query: { questionnaire: 'ketamine-self-check', ...query }, ...more });
await series(200, {});
await series(200, { major: '2', format: 'csv' });
await series(200, { major: '1', format: 'csv' });
await series(400, { major: 'two' }, { isInvalid: true });
await series(404, { questionnaire: 'nothing' });
await get('GetRelease', 404, { path: { release: 'nothing' } });
await get('GetReleaseFile', 404, { path: { release: 'nothing', file: 'bands.csv' } });

await callUndocumented(base, 'GET', '/v1/nothing', 'not-found');
await callUndocumented(base, 'DELETE', '/v1/questionnaires', 'method-not-allowed');

if (limited) {
  await fetch(new URL('/v1/privacy', limited), { method: 'HEAD' });
  for (const { operationId, path } of operations.filter((operation) => operation.responses['429'])) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'any']);
    await call(limited, operationId, 429, { path: Object.fromEntries(names) });
  }
}

// Responses of a failing or stopping service cannot occur here.
const exceptStatuses = ['500', '503', ...(limited ? [] : ['429'])];
checkReached(exceptStatuses, ['internal-error', 'store-unavailable', ...(limited ? [] : ['too-many-requests'])]);
for (const mismatch of [...mismatches].slice(0, 50)) console.log(mismatch);
const counts = `${operations.length} operations, ${reached.size} statuses of them, ${codes.size} codes, ${responses} responses`;
console.log(`${counts}, ${examples} examples: ${mismatches.size} mismatches`);
process.exitCode = mismatches.size === 0 && responses > 100 ? 0 : 1;
