// Validates values against the schemas of the OpenAPI document. Undocumented members are errors here, so every object schema gets
// additionalProperties: false, although clients must ignore members they do not know.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const document = JSON.parse(readFileSync(new URL('../../openapi/v1.json', import.meta.url), 'utf8'));

export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method, at: ['paths', path, method] })));

const unescape = (part) => part.replaceAll('~1', '/').replaceAll('~0', '~');

export const resolve = (node) =>
  node?.$ref ? resolve(node.$ref.slice(2).split('/').reduce((parent, part) => parent[unescape(part)], document)) : node;

function closed(node) {
  if (node === null || typeof node !== 'object') return node;
  const copy = Array.isArray(node)
    ? node.map(closed)
    : Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return copy.type === 'object' && copy.properties ? { additionalProperties: false, ...copy } : copy;
}

const ajv = new Ajv({ allErrors: true, strictTypes: false });
addFormats(ajv);
ajv.addKeyword('x-ms-primary-error-message');
const inAjv = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"contract#/$defs/'));
ajv.addSchema({ $id: 'contract', $defs: inAjv(closed(document.components.schemas)) });
const compiled = new Map();

// Returns all violations of a schema of the document by a value; empty when the value is valid.
export function faults(schema, value) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(inAjv(schema)));
  const validate = compiled.get(key);
  const format = (error) => `${error.instancePath || 'the body'} ${error.message} ${JSON.stringify(error.params)}`;
  return validate(value) ? [] : validate.errors.map(format);
}
