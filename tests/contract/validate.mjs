// Calls every operation of a running service, with good and with bad requests, and holds each answer to openapi/v1.json:
//   node validate.mjs http://127.0.0.1:5000 [ADDRESS OF A SERVICE THAT TAKES ONE REQUEST A MINUTE]
// Ends with 1 when anything differs, or when something that is documented did not come about.
import { document, faults, operations, resolve } from './contract.mjs';

const [base, limited] = process.argv.slice(2);
const mismatches = [];
const reached = new Set();
const codes = new Set();
let responses = 0;

const equal = (actual, expected, what) => JSON.stringify(actual) === JSON.stringify(expected) || mismatches.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);

// Calls an operation; what the document says of the request is held to it as well, unless it is wrong on purpose.
async function call(id, status, { path = {}, query = {}, headers = {}, body, raw, wrong = false, address = base } = {}) {
  const operation = operations.find((candidate) => candidate.operationId === id);
  const name = `${id} ${status}`;
  const parameters = (operation.parameters ?? []).map(resolve);
  const url = new URL(operation.path.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part])), address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  for (const [place, sent] of Object.entries({ path, query, header: headers })) {
    for (const [key, value] of Object.entries(sent).filter(([key]) => key !== 'Content-Type')) {
      const parameter = parameters.find((candidate) => candidate.in === place && candidate.name === key);
      if (!parameter) mismatches.push(`${name}: ${place} ${key} is not documented`);
      else if (!wrong) mismatches.push(...faults(parameter.schema, value).map((fault) => `${name}: ${place} ${key}: ${fault}`));
    }
  }

  if (body && !wrong) mismatches.push(...faults(operation.requestBody.content['application/json'].schema, body).map((fault) => `${name}, request: ${fault}`));
  const sent = raw ?? (body && JSON.stringify(body));
  const response = await fetch(url, { method: operation.method, body: sent, headers: { ...(sent ? { 'Content-Type': 'application/json' } : {}), ...headers } });
  return hold(name, operation, status, response);
}

async function hold(name, operation, status, response) {
  responses++;
  const text = await response.text();
  const answer = resolve(operation.responses[response.status]);
  if (response.status !== status || !answer) {
    mismatches.push(`${name}: status ${response.status}${answer ? '' : ', which is not documented'}`);
    return undefined;
  }

  reached.add(`${operation.operationId} ${status}`);
  for (const [header, described] of Object.entries(answer.headers ?? {})) {
    if (resolve(described).required && !response.headers.has(header)) mismatches.push(`${name}: no header ${header}`);
  }

  const [type] = (response.headers.get('Content-Type') ?? '').split(';');
  if (!answer.content) {
    equal(text, '', `${name}: body`);
    return undefined;
  }

  const content = answer.content[type];
  if (!content) {
    mismatches.push(`${name}: content type '${type}' is not documented`);
    return undefined;
  }

  const body = type.endsWith('json') ? JSON.parse(text) : text;
  mismatches.push(...faults(content.schema, body).map((fault) => `${name}: ${fault}`));
  if (type === 'application/problem+json') {
    equal(body.status, status, `${name}: member status`);
    if (!content.examples[body.code]) mismatches.push(`${name}: code ${body.code} has no example here`);
    for (const code of [body.code, ...(body.errors ?? []).map((error) => error.code)]) codes.add(code);
  }

  return body;
}

// A request of no operation, for the problems that belong to none.
async function outside(method, path, code) {
  responses++;
  const response = await fetch(new URL(path, base), { method });
  const body = await response.json();
  mismatches.push(...faults({ $ref: '#/components/schemas/Problem' }, body).map((fault) => `${method} ${path}: ${fault}`));
  equal([response.headers.get('Content-Type'), body.status, body.code], ['application/problem+json', response.status, code], `${method} ${path}`);
  codes.add(code);
}

let examples = 0;
for (const operation of operations) {
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const content of Object.values(resolve(response).content ?? {})) {
      for (const value of [content.example, ...Object.values(content.examples ?? {}).map((example) => example.value)].filter((value) => value !== undefined)) {
        examples++;
        mismatches.push(...faults(content.schema, value).map((fault) => `example of ${operation.operationId} ${status}: ${fault}`));
      }
    }
  }
}

await call('GetLiveness', 200);
await call('GetReadiness', 200);
await call('GetPrivacy', 200, { headers: { 'Accept-Language': 'en-GB, en;q=0.8' } });
for (const country of [{}, { country: 'GB' }, { country: 'ie' }, { country: 'JP' }]) await call('GetHelp', 200, { query: country });
await call('GetHelp', 400, { query: { country: 'Britain' }, wrong: true });

const { questionnaires } = await call('ListQuestionnaires', 200);
for (const { id, version } of questionnaires) {
  const path = { id, version };
  const current = await call('GetQuestionnaire', 200, { path: { id } });
  equal(await call('GetQuestionnaireVersion', 200, { path }), current, `${id}: the current version and this one`);
  await call('GetRedcapDictionary', 200, { path });
  const { vectors } = await call('GetTestVectors', 200, { path });
  for (const { name, answers, expected } of vectors) {
    const result = await call('ScoreScreening', 200, { path: { id }, query: { country: 'GB' }, body: { version, answers, contribute: false } });
    if (!result) continue;
    const { audience, band, score, signsPresent, reasons, flags, completeness } = result;
    equal(
      [audience, band.code, score.value, score.max, Object.fromEntries(score.domains.map((domain) => [domain.code, domain.value])), signsPresent?.count,
        reasons.map((reason) => reason.code), flags.map((flag) => flag.code), completeness.answered, completeness.asked, result.contribution],
      [expected.audience, expected.band, expected.score, expected.max, expected.domains, expected.signsPresent,
        expected.reasons, expected.flags, expected.answered, expected.asked, 'declined'],
      `${id}: ${name}`);
  }

  for (const operation of ['GetQuestionnaireVersion', 'GetRedcapDictionary', 'GetTestVectors']) {
    await call(operation, 404, { path: { id, version: '0.0.0' } });
    await call(operation, 404, { path: { id: 'nothing', version } });
  }
}

const [{ id, version }] = questionnaires.filter((questionnaire) => questionnaire.id === 'ketamine-self-check');
for (const operation of operations.filter((candidate) => candidate.responses['304'])) {
  const url = new URL(operation.path.replace('{id}', id).replace('{version}', version), base);
  const etag = (await fetch(url, { method: 'HEAD' })).headers.get('ETag');
  await hold(`${operation.operationId} 304`, operation, 304, await fetch(url, { headers: { 'If-None-Match': etag } }));
}

for (const operation of operations.filter((candidate) => candidate.method === 'get')) {
  const url = new URL(operation.path.replace('{id}', id).replace('{version}', version), base);
  const response = await fetch(url, { method: 'HEAD' });
  equal([response.status, await response.text()], [200, ''], `HEAD ${operation.path}`);
}

await call('GetQuestionnaire', 404, { path: { id: 'nothing' } });
const answers = { 'last-used': 'within-12-months', setting: 'unsupervised-only' };
const screen = (status, request) => call('ScoreScreening', status, { path: { id }, ...request });
for (let i = 0; i < 2; i++) await screen(200, { body: { answers, contribute: true }, headers: { 'Idempotency-Key': '6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a' } });
await screen(404, { path: { id: 'nothing' }, body: { answers, contribute: false } });
await screen(404, { body: { version: '0.0.0', answers, contribute: false } });
await screen(413, { raw: JSON.stringify({ answers, contribute: false }) + ' '.repeat(17000) });
await screen(413, { raw: JSON.stringify({ answers, contribute: false }) + ' '.repeat(40000) });
await screen(415, { raw: 'answers', headers: { 'Content-Type': 'text/plain' } });
for (const raw of ['{', '[]', '{"answers":{},"answers":{}}', '{"answers":{},"contribute":"yes"}', '{"answers":{},"contribute":true,"name":"x"}', '{"answers":{"setting":["x"]},"contribute":true}']) {
  await screen(400, { raw });
}

await screen(400, { body: { answers, contribute: false }, query: { country: 'Britain' }, wrong: true });
await screen(400, { body: { answers, contribute: false }, headers: { 'Idempotency-Key': 'short' }, wrong: true });
for (const wrong of [{}, { setting: 'nowhere' }, { nothing: 'yes' }, { 'last-used': 'over-12-months-ago', craving: 'weekly' }, { '/~"\u00e9': 'yes' }]) {
  await screen(422, { body: { answers: wrong, contribute: false } });
}

await outside('GET', '/v1/nothing', 'not-found');
await outside('DELETE', '/v1/questionnaires', 'method-not-allowed');
if (limited) {
  await fetch(new URL('/v1/privacy', limited), { method: 'HEAD' });
  for (const operation of operations.filter((candidate) => candidate.responses['429'])) {
    await call(operation.operationId, 429, { path: Object.fromEntries((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => [name, 'any'])), address: limited });
  }
}

// What only a failing or a stopping service answers is described and not reached; the same goes for a limit that is not there.
const unreachable = new Set(['500', '503', ...(limited ? [] : ['429'])]);
for (const { operationId, responses: described } of operations) {
  for (const status of Object.keys(described).filter((status) => !unreachable.has(status) && !reached.has(`${operationId} ${status}`))) mismatches.push(`${operationId} ${status} did not come about`);
}

const { Problem, ProblemError } = document.components.schemas;
for (const code of [...Problem.properties.code.enum, ...ProblemError.properties.code.enum]) {
  if (!codes.has(code) && code !== 'internal-error' && (limited || code !== 'too-many-requests')) mismatches.push(`the code ${code} did not come about`);
}

for (const mismatch of [...new Set(mismatches)].slice(0, 50)) console.log(mismatch);
console.log(`${operations.length} operations, ${reached.size} statuses of them, ${codes.size} codes, ${responses} responses, ${examples} examples: ${mismatches.length} mismatches`);
process.exitCode = mismatches.length === 0 && responses > 100 ? 0 : 1;
