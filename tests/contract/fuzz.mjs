// Calls every operation of a running service with requests that nobody would think of, most of them nearly right, and
// holds each answer to openapi/v1.json; besides, a body is taken exactly when it fits its schema:
//   node fuzz.mjs ADDRESS [REQUESTS PER OPERATION] [SEED]
// The long form by hand: node fuzz.mjs ADDRESS 20000. A failure is shrunk to its smallest form and says its seed, which
// repeats it. The service needs no limit (RateLimits:RequestsPerMinute 0).
import fc from 'fast-check';
import { codes, fits, mismatches, reached, responses } from './calls.mjs';
import { branch } from '../../src/KetamineScreening.Api/wwwroot/embed/conditions.js';
import { document, faults, operations, resolve } from './contract.mjs';

const [base, requests = '150', seed = `${Date.now() % 2 ** 31}`] = process.argv.slice(2);
const { questionnaires } = await (await fetch(new URL('/v1/questionnaires', base))).json();
const details = await Promise.all(questionnaires.map(async ({ id }) => (await fetch(new URL(`/v1/questionnaires/${id}`, base))).json()));
const { releases } = await (await fetch(new URL('/v1/releases', base))).json();

// Parts of addresses. A dot or two would lead elsewhere, and what stands beside a parameter in the routes is not its value.
const elsewhere = /^(\.{0,2}|latest|screenings)$/;
const known = {
  id: questionnaires.map(({ id }) => id),
  version: questionnaires.map(({ version }) => version),
  release: [...releases.map(({ id }) => id), 'ketamine-self-check-1-2026q4'],
  file: ['bands.csv', 'item_options.csv', 'datapackage.json', 'SHA256SUMS', '../store.db'],
  country: ['GB', 'us', 'ZZ', 'XX', 'G', 'Britain'],
  questionnaire: ['ketamine-self-check', 'nothing'],
  'Accept-Language': ['en', 'de;q=1, *;q=0', 'en-GB, en;q=0.8', 'x'.repeat(2000), ';;;=', '*;q=7'],
  'If-None-Match': ['*', 'W/"x"', '""', '"', 'x, y, "z"'],
  Range: ['bytes=0-9', 'bytes=9-0', 'bytes=-1', 'bytes=0-1,3-4', 'bytes=99999999-', 'lines=1-2', 'bytes=18446744073709551616-'],
  'Accept-Encoding': ['gzip', 'identity;q=0', 'br, *;q=0.1', ';q=', 'gzip;q=2'],
  'Idempotency-Key': ['6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a', 'short', 'x'.repeat(128), 'x'.repeat(129), 'sixteen or more, but with blanks'],
};

// One in three is something known, else any text: in addresses all of Unicode but what no web server lets through, in
// headers what a client can send.
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !elsewhere.test(value) && !value.includes('\0'));
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 140 }).map((value) => value.trim());
const valueOf = ({ name, in: place }) => fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...known[name]) }, { weight: 2, arbitrary: place === 'header' ? ascii : text });

// Answers to one questionnaire: options of its items, half of the time only those that are asked, and now and then
// something that it does not have.
const answersTo = (questionnaire) => {
  const items = questionnaire.sections.flatMap((section) => section.items);
  const answer = fc.constantFrom(...items).chain(({ id, options }) => fc.tuple(fc.constant(id), fc.constantFrom(...options.map(({ code }) => code))));
  const strange = fc.tuple(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '')), fc.oneof(text, fc.constantFrom('never')));
  const begun = items.filter(({ required }) => required).map(({ id, options }) => [id, options.at(-1).code]);
  return fc.record({
    entries: fc.array(fc.oneof({ weight: 40, arbitrary: answer }, { weight: 1, arbitrary: strange }), { maxLength: 20 }),
    asked: fc.boolean(),
  }).map(({ entries, asked }) => (asked ? branch(questionnaire, Object.fromEntries([...entries, ...begun])).answers : Object.fromEntries(entries)));
};

// Nine in ten members are right, and three in four requests have all that they need and nothing else.
const rarely = (right) => fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), fc.constantFrom(null, 0, -1e308, '', [], {}, 'true')) });
const whole = (questionnaire) => fc.record({ answers: rarely(answersTo(questionnaire)), contribute: rarely(fc.boolean()), version: rarely(fc.constant('1.0.0')) }, { requiredKeys: ['answers', 'contribute'] });
const partly = (questionnaire) => fc.record({ answers: answersTo(questionnaire), contribute: fc.boolean(), Contribute: fc.boolean(), name: fc.jsonValue() }, { requiredKeys: [] });
const bodyFor = (questionnaire) => fc.oneof({ weight: 9, arbitrary: whole(questionnaire) }, { weight: 2, arbitrary: partly(questionnaire) }, { weight: 1, arbitrary: fc.jsonValue() })
  .map((value) => ({ value, content: JSON.stringify(value) }));
const brokenFor = (questionnaire) => fc.tuple(bodyFor(questionnaire), fc.nat(400), fc.string({ unit: 'binary', maxLength: 8 }))
  .map(([{ content }, at, more]) => ({ content: content.slice(0, at) + more + content.slice(at + 1) }));
const sometimes = (parameters) => fc.oneof(fc.constant({}), parameters);
const types = fc.oneof({ weight: 12, arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8') }, { weight: 1, arbitrary: fc.oneof(ascii, fc.constantFrom('text/plain', 'application/json; charset=latin1')) });

function requestOf(operation) {
  const parameters = (operation.parameters ?? []).map(resolve);
  const at = (place) => fc.record(Object.fromEntries(parameters.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, valueOf(parameter)])), place === 'path' ? {} : { requiredKeys: [] });
  const request = { path: at('path'), query: sometimes(at('query')), headers: sometimes(at('header')) };
  if (!operation.requestBody) return fc.record(request);
  return fc.constantFrom(...details).chain((questionnaire) => fc.record({
    ...request,
    path: fc.oneof({ weight: 9, arbitrary: fc.constant({ id: questionnaire.id }) }, { weight: 1, arbitrary: request.path }),
    body: fc.oneof({ weight: 4, arbitrary: bodyFor(questionnaire) }, { weight: 1, arbitrary: brokenFor(questionnaire) }),
    type: types,
  }));
}

async function hold(operation, { path, query, headers, body, type }) {
  const url = new URL(operation.path.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part])), base);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const response = await fetch(url, { method: operation.method, redirect: 'manual', headers: { ...headers, ...(body ? { 'Content-Type': type } : {}) }, body: body?.content });
  mismatches.clear();
  if (response.status >= 500) mismatches.add(`status ${response.status}`);
  const answer = await fits(operation.operationId, operation, response);
  if (body?.value !== undefined) holdBody(operation, body.value, response.status, answer);
  if (mismatches.size > 0) throw new Error([...mismatches].join('\n'));
}

// Only a body that fits the schema is read as far as its answers, and one that fits is not refused for its form.
const ofForm = ['malformed-json', 'unknown-member', 'missing-member', 'wrong-type', 'duplicate-member'];
function holdBody(operation, value, status, answer) {
  const wrong = faults(operation.requestBody.content['application/json'].schema, value);
  if ([200, 422].includes(status) && wrong.length > 0) mismatches.add(`${status} for a body that does not fit: ${wrong}`);
  const refused = (answer?.errors ?? []).filter(({ code }) => ofForm.includes(code));
  if (refused.length > 0 && wrong.length === 0) mismatches.add(`${status} for a body that fits: ${JSON.stringify(refused)}`);
}

// The address of an operation with any other method.
async function otherMethod(path, method) {
  const response = await fetch(new URL(path.replaceAll(/\{\w+\}/g, 'any'), base), { method });
  const answer = await response.json();
  const wrong = faults({ $ref: '#/components/schemas/Problem' }, answer);
  if (response.status !== 405 || !response.headers.get('Allow') || wrong.length > 0) throw new Error(`${method} ${path}: ${response.status} ${wrong}`);
}

let failed = 0;
async function check(name, property, numRuns) {
  const outcome = await fc.check(property, { seed: Number(seed), numRuns, endOnFailure: false });
  if (!outcome.failed) return;
  failed++;
  console.log(`${name}: ${fc.defaultReportMessage(outcome)}`);
}

for (const operation of operations) {
  const some = Number(requests) * (operation.requestBody ? 10 : 1);
  await check(operation.operationId, fc.asyncProperty(requestOf(operation), (request) => hold(operation, request)), some);
}

const others = fc.tuple(fc.constantFrom(...Object.keys(document.paths)), fc.constantFrom('PUT', 'PATCH', 'DELETE', 'PROPFIND', 'X'));
await check('other methods', fc.asyncProperty(others, ([path, method]) => otherMethod(path, method)), Number(requests));

// Fuzzing that only ever gets refused, or accepted, would show little.
for (const one of ['200', '400', '404', '415', '422'].map((status) => `ScoreScreening ${status}`)) {
  if (!reached.has(one)) console.log(`${one} did not come about`, ++failed);
}

console.log(`${operations.length} operations, ${reached.size} statuses of them, ${codes.size} codes, ${responses} responses, seed ${seed}: ${failed} failures`);
process.exitCode = failed === 0 && responses > 1000 ? 0 : 1;
