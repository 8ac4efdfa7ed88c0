// Holds every resource that the service can send to two validators, every kind of refusal included, and shows that they
// bite: node validate.mjs ADDRESS LIMITED BROKEN TRANSLATED, the addresses of a service, of one that takes one request a
// minute, of one that fails, and of one that has a second language, xx.
import { good, refused } from './refused.mjs';
import { faults } from './valid.mjs';

const [base, limited, broken, translated] = process.argv.slice(2);
const failures = [];
let seen = 0;

async function get(address, path, status, request) {
  const response = await fetch(address + path, request);
  const text = await response.text();
  if (response.status !== status) failures.push(`${path}: ${response.status}, ${status} expected: ${text.slice(0, 300)}`);
  if (response.headers.get('content-type') !== 'application/fhir+json') failures.push(`${path}: ${response.headers.get('content-type')}`);
  const resource = JSON.parse(text);
  seen++;
  failures.push(...faults(resource).map((fault) => `${request?.method ?? 'GET'} ${path} (${status}): ${fault}`));
  return resource;
}

const walk = (items) => items.flatMap((item) => [item, ...walk(item.item ?? [])]);
const post = (response) => ({ method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body: JSON.stringify(response) });

// Whatever is read, and whatever that refers to.
for (const [address, query] of [[base, ''], [base, '?weights=false&country=NZ'], [translated, '?_language=xx'], [translated, '?_language=en']]) {
  const bundle = await get(address, `/fhir/Questionnaire${query}`, 200);
  const systems = new Set(['issue']);
  for (const { resource } of bundle.entry) {
    const questionnaire = await get(address, `/fhir/Questionnaire/${resource.id}${query}`, 200);
    await get(address, `/fhir/Questionnaire/${resource.id}-${resource.version}${query}`, 200);
    for (const item of walk(questionnaire.item)) for (const option of item.answerOption ?? []) systems.add(option.valueCoding.system.split('/').at(-1));
    for (const name of ['bands', 'flags']) systems.add(`${resource.id}.${name}`);
    if ((await get(address, `/fhir/Questionnaire/${resource.id}${query}`, 200)).url !== questionnaire.url) failures.push('the url changed');
  }
  for (const system of systems) await get(address, `/fhir/CodeSystem/${system}${query}`, 200);
}
await get(base, '/fhir/Questionnaire?version=0.0.0', 200);
const { rest: [{ resource: types }] } = await get(base, '/fhir/metadata', 200);
const ours = types.find((type) => type.type === 'Questionnaire').operation.find((operation) => operation.name === 'score').definition;
const operation = await get(base, `/fhir/OperationDefinition/${ours.split('/').at(-1)}`, 200);
await get(base, '/fhir/StructureDefinition/contribute', 200);

// Every instrument scored, with the answers of its test vectors, some for a country and translated; what $score gives out is what its definition says.
const allowed = new Map(operation.parameter.filter((parameter) => parameter.use === 'out').map((parameter) => [parameter.name, parameter]));
for (const { resource } of (await get(base, '/fhir/Questionnaire', 200)).entry) {
  const { vectors } = await (await fetch(`${base}/v1/questionnaires/${resource.id}/${resource.version}/test-vectors`)).json();
  for (const [index, { name, answers, expected }] of vectors.entries()) {
    const response = {
      resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: `${resource.url}|${resource.version}`,
      item: Object.entries(answers).map(([linkId, code]) => ({ linkId, answer: [{ valueCoding: { code } }] })),
    };
    if (response.item.length === 0) delete response.item;
    for (const [address, query] of index % 5 === 0 ? [[base, '?country=GB'], [translated, '?_language=xx']] : [[base, '']]) {
      await get(address, `/fhir/Questionnaire/${resource.id}/$process-response${query}`, 200, post(response));
      const { parameter } = await get(address, `/fhir/Questionnaire/${resource.id}/$score${query}`, 200, post({ resourceType: 'Parameters', parameter: [{ name: 'in', resource: response }] }));
      const value = (wanted) => parameter.find((candidate) => candidate.name === wanted);
      const got = [value('score').valueInteger, value('max').valueInteger, value('band').valueCoding.code, parameter.filter(({ name: flag }) => flag === 'flag').map((flag) => flag.part[0].valueCoding.code)];
      if (JSON.stringify(got) !== JSON.stringify([expected.score, expected.max, expected.band, expected.flags])) failures.push(`${resource.id}, ${name}: ${JSON.stringify(got)}`);
      for (const { name: given } of parameter) if (!allowed.has(given)) failures.push(`$score gives ${given}, which its definition does not know`);
      for (const { name: promised, min } of allowed.values()) if (min > 0 && !value(promised)) failures.push(`$score does not give ${promised}`);
      // What came out can be sent again, and is the same.
      const again = await get(address, `/fhir/Questionnaire/${resource.id}/$score${query}`, 200, post(value('response').resource));
      if (JSON.stringify(again.parameter) !== JSON.stringify(parameter)) failures.push(`${resource.id}, ${name}: the completed response is scored otherwise`);
    }
  }
}

// Every refusal, and the warnings.
for (const { path, status, request } of refused) await get(base, path, status, request);
await get(base, good.path, 200, post({ ...good.response, status: 'in-progress', item: [...good.response.item, { linkId: 'form.total', answer: [{ valueInteger: 77 }] }, { linkId: 'form.band', answer: [{ valueString: 'x' }] }] }));
await fetch(`${limited}/fhir/metadata`);
await get(limited, '/fhir/metadata', 429);
await get(broken, `/fhir/Questionnaire/ketamine-self-check`, 500);

// The validators bite.
const sound = await get(base, '/fhir/Questionnaire/ketamine-quick-check', 200);
const outcome = await get(base, '/fhir/x', 404);
const capability = await get(base, '/fhir/metadata', 200);
const planted = {
  'an unknown element': [sound, (resource) => { resource.colour = 'red'; }],
  'no status': [sound, (resource) => { delete resource.status; }],
  'a status that there is not': [sound, (resource) => { resource.status = 'published'; }],
  'an item without a type': [sound, (resource) => { delete resource.item[0].type; }],
  'an item type that there is not': [sound, (resource) => { resource.item[0].type = 'section'; }],
  'an item without a linkId': [sound, (resource) => { delete resource.item[0].linkId; }],
  'a linkId twice': [sound, (resource) => { resource.item[1].linkId = resource.item[0].linkId; }],
  'an operator that there is not': [sound, (resource) => { resource.item.flatMap((item) => item.item).find((item) => item.enableWhen).enableWhen[0].operator = '=='; }],
  'an enableWhen without an answer': [sound, (resource) => { delete resource.item.flatMap((item) => item.item).find((item) => item.enableWhen).enableWhen[0].answerCoding; }],
  'two conditions without a behaviour': [sound, (resource) => { delete resource.item.flatMap((item) => item.item).find((item) => item.enableWhen?.length > 1).enableBehavior; }],
  'a weight that is text': [sound, (resource) => { resource.item.flatMap((item) => item.item).find((item) => item.answerOption?.[0].extension).answerOption[0].extension[0].valueDecimal = 'one'; }],
  'an extension without a url': [sound, (resource) => { delete resource.extension[0].url; }],
  'an empty list': [sound, (resource) => { resource.contact = []; }],
  'null': [sound, (resource) => { resource.title = null; }],
  'no issue': [outcome, (resource) => { resource.issue = []; }],
  'a severity that there is not': [outcome, (resource) => { resource.issue[0].severity = 'grave'; }],
  'an issue without a code': [outcome, (resource) => { delete resource.issue[0].code; }],
  'no FHIR version': [capability, (resource) => { delete resource.fhirVersion; }],
  'no date': [capability, (resource) => { delete resource.date; }],
};
for (const [name, [resource, plant]] of Object.entries(planted)) {
  const copy = structuredClone(resource);
  plant(copy);
  if (faults(copy).length === 0) failures.push(`planted and not found: ${name}`);
}

if (failures.length > 0) {
  console.error([...new Set(failures)].slice(0, 40).join('\n'));
  process.exitCode = 1;
} else console.log(`${seen} resources are valid, ${Object.keys(planted).length} planted faults were found`);
