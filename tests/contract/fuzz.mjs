// Calls every operation of a running service with generated requests, most of them nearly valid, and checks each response against
// openapi/v1.json. In addition, a body must be accepted exactly when it matches its schema:
//   node fuzz.mjs URL [REQUESTS PER OPERATION] [SEED]
// Long form, run by hand: node fuzz.mjs URL 20000. A failure is shrunk to a minimal request and reported with the seed that
// reproduces it. The service must run without a rate limit (RateLimits:RequestsPerMinute 0).
import fc from 'fast-check';
import { checkResponse, codes, fetchWithRetry, mismatches, reached, responses } from './calls.mjs';
import { branch } from '../../src/scripts/widget/conditions.js';
import { document, faults, operations, resolve } from './contract.mjs';

const [base, requests = '150', seed = `${Date.now() % 2 ** 31}`] = process.argv.slice(2);
const get = async (path) => (await fetch(new URL(path, base))).json();
const { questionnaires } = await get('/v1/questionnaires');
const details = await Promise.all(questionnaires.map(({ id }) => get(`/v1/questionnaires/${id}`)));
const { releases } = await get('/v1/releases');

// Values that would turn the URL of an operation into the URL of another one: dot segments and literal segments of routes.
const otherRoute = /^(\.{0,2}|latest|screenings)$/;
const known = {
  id: questionnaires.map(({ id }) => id),
  version: questionnaires.map(({ version }) => version),
  release: [...releases.map(({ id }) => id), 'ketamine-self-check-2-2026q4'],
  file: ['bands.csv', 'item_options.csv', 'datapackage.json', 'SHA256SUMS', '../store.db'],
  country: ['GB', 'us', 'ZZ', 'XX', 'G', 'Britain'],
  questionnaire: ['ketamine-self-check', 'nothing'],
  major: ['1', '2', '3', '0', '-1', '02', '999999', '1000000'],
  format: ['json', 'csv', 'CSV', ''],
  'Accept-Language': ['en', 'de;q=1, *;q=0', 'en-GB, en;q=0.8', 'x'.repeat(2000), ';;;=', '*;q=7'],
  'If-None-Match': ['*', 'W/"x"', '""', '"', 'x, y, "z"'],
  Range: ['bytes=0-9', 'bytes=9-0', 'bytes=-1', 'bytes=0-1,3-4', 'bytes=99999999-', 'lines=1-2', 'bytes=18446744073709551616-'],
  'Accept-Encoding': ['gzip', 'identity;q=0', 'br, *;q=0.1', ';q=', 'gzip;q=2'],
  'Idempotency-Key': [
    '6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a', 'short', 'x'.repeat(128), 'x'.repeat(129), 'sixteen or more, but with blanks',
  ],
};

// One value in three is a known one, the others are random: Unicode text without NUL in URLs, ASCII in headers.
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !otherRoute.test(value) && !value.includes('\0'));
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 140 }).map((value) => value.trim());
const weighted = (...pairs) => fc.oneof(...pairs.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const valueOf = ({ name, in: place }) => weighted([1, fc.constantFrom(...known[name])], [2, place === 'header' ? ascii : text]);

// Answers to one questionnaire: options of its items, in half of the cases only for items that are asked, and sometimes an unknown
// item or option.
const answersTo = (questionnaire) => {
  const items = questionnaire.sections.flatMap((section) => section.items);
  const answer = fc.constantFrom(...items)
    .chain(({ id, options }) => fc.tuple(fc.constant(id), fc.constantFrom(...options.map(({ code }) => code))));
  const unknown = fc.tuple(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '')), fc.oneof(text, fc.constantFrom('never')));
  const required = items.filter((item) => item.required).map(({ id, options }) => [id, options.at(-1).code]);
  return fc.record({
    entries: fc.array(weighted([40, answer], [1, unknown]), { maxLength: 20 }),
    onlyAsked: fc.boolean(),
  }).map(({ entries, onlyAsked }) =>
    (onlyAsked ? branch(questionnaire, Object.fromEntries([...entries, ...required])).answers : Object.fromEntries(entries)));
};

// Nine in ten members are valid, and three in four bodies have exactly the required and optional members.
const mostly = (valid) => weighted([9, valid], [1, fc.oneof(fc.jsonValue(), fc.constantFrom(null, 0, -1e308, '', [], {}, 'true'))]);
const completeBody = (questionnaire) => fc.record({
  answers: mostly(answersTo(questionnaire)),
  contribute: mostly(fc.boolean()),
  version: mostly(fc.constant(questionnaire.version)),
}, { requiredKeys: ['answers', 'contribute'] });
const partialBody = (questionnaire) => fc.record({
  answers: answersTo(questionnaire),
  contribute: fc.boolean(),
  Contribute: fc.boolean(),
  name: fc.jsonValue(),
}, { requiredKeys: [] });
const bodyFor = (questionnaire) => weighted([9, completeBody(questionnaire)], [2, partialBody(questionnaire)], [1, fc.jsonValue()])
  .map((value) => ({ value, content: JSON.stringify(value) }));
const malformedBody = (questionnaire) => fc.tuple(bodyFor(questionnaire), fc.nat(400), fc.string({ unit: 'binary', maxLength: 8 }))
  .map(([{ content }, position, inserted]) => ({ content: content.slice(0, position) + inserted + content.slice(position + 1) }));
const sometimes = (parameters) => fc.oneof(fc.constant({}), parameters);
const contentTypes = weighted(
  [12, fc.constantFrom('application/json', 'application/json; charset=utf-8')],
  [1, fc.oneof(ascii, fc.constantFrom('text/plain', 'application/json; charset=latin1'))]);

function requestOf(operation) {
  const parameters = (operation.parameters ?? []).map(resolve);
  const valuesIn = (place) => {
    const values = parameters.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, valueOf(parameter)]);
    return fc.record(Object.fromEntries(values), place === 'path' ? {} : { requiredKeys: [] });
  };
  const request = { path: valuesIn('path'), query: sometimes(valuesIn('query')), headers: sometimes(valuesIn('header')) };
  if (!operation.requestBody) return fc.record(request);
  return fc.constantFrom(...details).chain((questionnaire) => fc.record({
    ...request,
    path: weighted([9, fc.constant({ id: questionnaire.id })], [1, request.path]),
    body: weighted([4, bodyFor(questionnaire)], [1, malformedBody(questionnaire)]),
    type: contentTypes,
  }));
}

async function send(operation, { path, query, headers, body, type }) {
  const url = new URL(operation.path.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part])), base);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const sentHeaders = { ...headers, ...(body ? { 'Content-Type': type } : {}) };
  const response = await fetchWithRetry(url, { method: operation.method, redirect: 'manual', headers: sentHeaders, body: body?.content });
  mismatches.clear();
  if (response.status >= 500) mismatches.add(`status ${response.status}`);
  const responseBody = await checkResponse(operation.operationId, operation, response);
  if (body?.value !== undefined) checkAcceptance(operation, body.value, response.status, responseBody);
  if (mismatches.size > 0) throw new Error([...mismatches].join('\n'));
}

// Null counts as left out, where the name is known.
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const withoutNulls = (value, isKnown) => !isObject(value) ? value : Object.fromEntries(Object.entries(value)
  .filter(([name, member]) => member !== null || !isKnown(name))
  .map(([name, member]) => [name, name === 'answers' ? withoutNulls(member, () => true) : member]));

// A body gets 200 or 422 only if it matches its schema, and a body that matches is not rejected with an error about its form.
const formErrors = ['malformed-json', 'unknown-member', 'missing-member', 'wrong-type', 'duplicate-member'];
function checkAcceptance(operation, value, status, responseBody) {
  const schema = operation.requestBody.content['application/json'].schema;
  const violations = faults(schema, withoutNulls(value, (name) => Object.hasOwn(resolve(schema).properties, name)));
  if ([200, 422].includes(status) && violations.length > 0) mismatches.add(`${status} for an invalid body: ${violations}`);
  const rejections = (responseBody?.errors ?? []).filter(({ code }) => formErrors.includes(code));
  if (rejections.length > 0 && violations.length === 0) mismatches.add(`${status} for a valid body: ${JSON.stringify(rejections)}`);
}

// Sends a method that the path of an operation does not support.
async function sendOtherMethod(path, method) {
  const response = await fetchWithRetry(new URL(path.replaceAll(/\{\w+\}/g, 'any'), base), { method });
  const violations = faults({ $ref: '#/components/schemas/Problem' }, await response.json());
  if (response.status === 405 && response.headers.get('Allow') && violations.length === 0) return;
  throw new Error(`${method} ${path}: ${response.status} ${violations}`);
}

let failed = 0;
async function check(name, property, numRuns) {
  const outcome = await fc.check(property, { seed: Number(seed), numRuns, endOnFailure: false });
  if (!outcome.failed) return;
  failed++;
  console.log(`${name}: ${fc.defaultReportMessage(outcome)}\n${outcome.errorInstance}`);
}

for (const operation of operations) {
  const runs = Number(requests) * (operation.requestBody ? 10 : 1);
  await check(operation.operationId, fc.asyncProperty(requestOf(operation), (request) => send(operation, request)), runs);
}

const methods = fc.constantFrom('PUT', 'PATCH', 'DELETE', 'PROPFIND', 'X');
const otherRequests = fc.tuple(fc.constantFrom(...Object.keys(document.paths)), methods);
await check('other methods', fc.asyncProperty(otherRequests, ([path, method]) => sendOtherMethod(path, method)), Number(requests));

// The generated requests must reach every kind of response.
for (const name of ['200', '400', '404', '415', '422'].map((status) => `ScoreScreening ${status}`)) {
  if (!reached.has(name)) console.log(`${name} did not occur`, ++failed);
}

const counts = `${operations.length} operations, ${reached.size} statuses of them, ${codes.size} codes, ${responses} responses`;
console.log(`${counts}, seed ${seed}: ${failed} failures`);
process.exitCode = failed === 0 && responses > 1000 ? 0 : 1;
