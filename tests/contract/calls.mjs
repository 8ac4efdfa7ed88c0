// Calls operations of a running service and holds each answer to the document.
import { document, faults, operations, resolve } from './contract.mjs';

export const mismatches = new Set();
export const reached = new Set();
export const codes = new Set();
export let responses = 0;

export const equal = (actual, expected, what) =>
  JSON.stringify(actual) === JSON.stringify(expected) || mismatches.add(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);

const note = (what, found) => found.forEach((fault) => mismatches.add(`${what}: ${fault}`));

// Calls an operation and gives the body, when it is as described. The request is held to the document too, unless it is
// wrong on purpose.
export async function call(base, id, status, { path = {}, query = {}, headers = {}, body, raw, wrong = false } = {}) {
  const name = `${id} ${status}`;
  const operation = operations.find((candidate) => candidate.operationId === id);
  const url = new URL(operation.path.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part])), base);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const { 'Content-Type': contentType = 'application/json', ...described } = headers;
  if (!wrong) {
    for (const [place, sent] of Object.entries({ path, query, header: described })) noteParameters(name, operation, place, sent);
    if (body) note(`${name}, request`, faults(operation.requestBody.content['application/json'].schema, body));
  }

  const content = raw ?? (body && JSON.stringify(body));
  const request = { method: operation.method, redirect: 'manual', headers: { ...described, ...(content ? { 'Content-Type': contentType } : {}) }, body: content };
  const response = await fetch(url, request);
  const value = await hold(name, operation, status, response);
  if (status === 200 && operation.method === 'get') await again(operation, url, response.headers.get('ETag'));
  return value;
}

function noteParameters(name, operation, place, sent) {
  for (const [key, value] of Object.entries(sent)) {
    const parameter = (operation.parameters ?? []).map(resolve).find((candidate) => candidate.in === place && candidate.name === key);
    if (parameter) note(`${name}, ${place} ${key}`, faults(parameter.schema, value));
    else mismatches.add(`${name}: ${place} ${key} is not documented`);
  }
}

// What holds for every GET: HEAD says the same without a body, and who has the body is not sent it again.
async function again(operation, url, etag) {
  const head = await fetch(url, { method: 'HEAD' });
  equal([head.status, head.headers.get('ETag'), await head.text()], [200, etag, ''], `HEAD ${operation.path}`);
  if (etag || operation.responses['304']) await hold(`${operation.operationId} 304`, operation, 304, await fetch(url, { headers: { 'If-None-Match': etag ?? '' } }));
}

async function hold(name, operation, status, response) {
  if (response.status === status) return fits(name, operation, response);
  responses++;
  await response.text();
  mismatches.add(`${name}: status ${response.status}${operation.responses[response.status] ? '' : ', which is not documented'}`);
}

// Holds an answer to what is described for its status, and gives the body when it is as described.
export async function fits(name, operation, response) {
  responses++;
  const text = await response.text();
  const { status } = response;
  const answer = resolve(operation.responses[status]);
  if (!answer) return void mismatches.add(`${name}: status ${status}, which is not documented`);

  reached.add(`${operation.operationId} ${status}`);
  for (const [header, described] of Object.entries(answer.headers ?? {})) {
    if (resolve(described).required && !response.headers.has(header)) mismatches.add(`${name}: no header ${header}`);
  }

  if (!answer.content) return void equal(text, '', `${name}: body`);
  const [type] = (response.headers.get('Content-Type') ?? '').split(';');
  const content = answer.content[type];
  if (!content) return void mismatches.add(`${name}: content type '${type}' is not documented`);

  const body = type.endsWith('json') && status !== 206 ? JSON.parse(text) : text;
  note(name, faults(content.schema, body));
  if (type === 'application/problem+json') {
    equal(body.status, status, `${name}: member status`);
    if (!content.examples[body.code]) mismatches.add(`${name}: code ${body.code} has no example here`);
    for (const code of [body.code, ...(body.errors ?? []).map((error) => error.code)]) codes.add(code);
  }

  return body;
}

// A request of no operation, for the problems that belong to none.
export async function outside(base, method, path, code) {
  responses++;
  const response = await fetch(new URL(path, base), { method });
  const body = await response.json();
  note(`${method} ${path}`, faults({ $ref: '#/components/schemas/Problem' }, body));
  equal([response.headers.get('Content-Type'), body.status, body.code], ['application/problem+json', response.status, code], `${method} ${path}`);
  codes.add(code);
}

// Holds every example to its schema, and gives their number.
export function checkExamples() {
  let examples = 0;
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const { schema, example, examples: several = {} } of Object.values(resolve(response).content ?? {})) {
        for (const value of [example, ...Object.values(several).map((one) => one.value)].filter((one) => one !== undefined)) {
          examples++;
          note(`example of ${operation.operationId} ${status}`, faults(schema, value));
        }
      }
    }
  }

  return examples;
}

// Notes every status and every code that is described and did not come about, save those listed.
export function checkReached(otherStatuses, otherCodes) {
  for (const { operationId, responses: described } of operations) {
    for (const status of Object.keys(described)) {
      if (!otherStatuses.includes(status) && !reached.has(`${operationId} ${status}`)) mismatches.add(`${operationId} ${status} did not come about`);
    }
  }

  const { Problem, ProblemError } = document.components.schemas;
  for (const code of [...Problem.properties.code.enum, ...ProblemError.properties.code.enum]) {
    if (!otherCodes.includes(code) && !codes.has(code)) mismatches.add(`the code ${code} did not come about`);
  }
}
