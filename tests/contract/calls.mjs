// Calls operations of a running service and checks each response against the OpenAPI document.
import { document, faults, operations, resolve } from './contract.mjs';

export const mismatches = new Set();
export const reached = new Set();
export const codes = new Set();
export let responses = 0;

// The server closes a connection that was silent for 20 seconds, perhaps at the moment at which a busy machine sends the next request on
// it. A request that fails twice is reported.
export const fetchWithRetry = (url, options) => fetch(url, options).catch(() => fetch(url, options));

export const equal = (actual, expected, name) =>
  JSON.stringify(actual) === JSON.stringify(expected)
    || mismatches.add(`${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);

const addAll = (name, found) => found.forEach((fault) => mismatches.add(`${name}: ${fault}`));

// Calls an operation and returns the body if the response has the expected status and matches the document. The request is checked
// too, unless it is invalid on purpose.
export async function call(base, id, status, { path = {}, query = {}, headers = {}, body, raw, isInvalid = false } = {}) {
  const name = `${id} ${status}`;
  const operation = operations.find((candidate) => candidate.operationId === id);
  const url = new URL(operation.path.replaceAll(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part])), base);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const { 'Content-Type': contentType = 'application/json', ...described } = headers;
  if (!isInvalid) {
    for (const [place, sent] of Object.entries({ path, query, header: described })) checkParameters(name, operation, place, sent);
    if (body) addAll(`${name}, request`, faults(operation.requestBody.content['application/json'].schema, body));
  }

  const content = raw ?? (body && JSON.stringify(body));
  const sentHeaders = { ...described, ...(content ? { 'Content-Type': contentType } : {}) };
  const response = await fetchWithRetry(url, { method: operation.method, redirect: 'manual', headers: sentHeaders, body: content });
  const value = await checkStatus(name, operation, status, response);
  if (status === 200 && operation.method === 'get') await checkHeadAndConditional(operation, url, response.headers.get('ETag'));
  return value;
}

function checkParameters(name, operation, place, sent) {
  for (const [key, value] of Object.entries(sent)) {
    const parameter = (operation.parameters ?? []).map(resolve)
      .find((candidate) => candidate.in === place && candidate.name === key);
    if (parameter) addAll(`${name}, ${place} ${key}`, faults(parameter.schema, value));
    else mismatches.add(`${name}: ${place} ${key} is not documented`);
  }
}

// Rules for every GET: HEAD has the same headers without a body, and a conditional request with the ETag gets 304.
async function checkHeadAndConditional(operation, url, etag) {
  const head = await fetchWithRetry(url, { method: 'HEAD' });
  equal([head.status, head.headers.get('ETag'), await head.text()], [200, etag, ''], `HEAD ${operation.path}`);
  if (!etag && !operation.responses['304']) return;
  const response = await fetchWithRetry(url, { headers: { 'If-None-Match': etag ?? '' } });
  await checkStatus(`${operation.operationId} 304`, operation, 304, response);
}

async function checkStatus(name, operation, status, response) {
  if (response.status === status) return checkResponse(name, operation, response);
  responses++;
  await response.text();
  mismatches.add(`${name}: status ${response.status}${operation.responses[response.status] ? '' : ', which is not documented'}`);
}

// Checks a response against the description of its status and returns the body if they match.
export async function checkResponse(name, operation, response) {
  responses++;
  const text = await response.text();
  const { status } = response;
  const description = resolve(operation.responses[status]);
  if (!description) return void mismatches.add(`${name}: status ${status}, which is not documented`);

  reached.add(`${operation.operationId} ${status}`);
  for (const [header, described] of Object.entries(description.headers ?? {})) {
    if (resolve(described).required && !response.headers.has(header)) mismatches.add(`${name}: no header ${header}`);
  }

  if (!description.content) return void equal(text, '', `${name}: body`);
  const [type] = (response.headers.get('Content-Type') ?? '').split(';');
  const content = description.content[type];
  if (!content) return void mismatches.add(`${name}: content type '${type}' is not documented`);

  const body = type.endsWith('json') && status !== 206 ? JSON.parse(text) : text;
  addAll(name, faults(content.schema, body));
  if (type === 'application/problem+json') {
    equal(body.status, status, `${name}: member status`);
    if (!content.examples[body.code]) mismatches.add(`${name}: code ${body.code} has no example here`);
    for (const code of [body.code, ...(body.errors ?? []).map((error) => error.code)]) codes.add(code);
  }

  return body;
}

// Sends a request that matches no operation, for the problems that belong to no operation.
export async function callUndocumented(base, method, path, code) {
  responses++;
  const response = await fetchWithRetry(new URL(path, base), { method });
  const body = await response.json();
  addAll(`${method} ${path}`, faults({ $ref: '#/components/schemas/Problem' }, body));
  const expected = ['application/problem+json', response.status, code];
  equal([response.headers.get('Content-Type'), body.status, body.code], expected, `${method} ${path}`);
  codes.add(code);
}

// Validates every example against its schema and returns the number of examples.
export function checkExamples() {
  let examples = 0;
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const { schema, example, examples: several = {} } of Object.values(resolve(response).content ?? {})) {
        for (const value of [example, ...Object.values(several).map((one) => one.value)].filter((one) => one !== undefined)) {
          examples++;
          addAll(`example of ${operation.operationId} ${status}`, faults(schema, value));
        }
      }
    }
  }

  return examples;
}

// Reports every documented status and code that did not occur, except those listed.
export function checkReached(exceptStatuses, exceptCodes) {
  for (const { operationId, responses: described } of operations) {
    for (const status of Object.keys(described)) {
      if (exceptStatuses.includes(status) || reached.has(`${operationId} ${status}`)) continue;
      mismatches.add(`${operationId} ${status} did not occur`);
    }
  }

  const { ProblemCode, ErrorCode } = document.components.schemas;
  for (const code of [...ProblemCode.enum, ...ErrorCode.enum]) {
    if (!exceptCodes.includes(code) && !codes.has(code)) mismatches.add(`the code ${code} did not occur`);
  }
}
