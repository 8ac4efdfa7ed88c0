// Validates every resource that the service can send, including every kind of error, and proves with planted faults that the
// validators work: node validate.mjs URL LIMITED BROKEN TRANSLATED. The arguments are the URLs of a service, of one with a limit of
// one request per minute, of one that fails, and of one with a second language, xx.
import { good, refused } from './refused.mjs';
import { faults } from './valid.mjs';

const [base, limited, broken, translated] = process.argv.slice(2);
const failures = [];
let seen = 0;

async function get(base, path, status, request) {
  const response = await fetch(base + path, request);
  const text = await response.text();
  if (response.status !== status) failures.push(`${path}: ${response.status}, ${status} expected: ${text.slice(0, 300)}`);
  const type = response.headers.get('content-type');
  if (type !== 'application/fhir+json') failures.push(`${path}: ${type}`);
  const resource = JSON.parse(text);
  seen++;
  failures.push(...faults(resource).map((fault) => `${request?.method ?? 'GET'} ${path} (${status}): ${fault}`));
  return resource;
}

const idOf = (questionnaire) => questionnaire.url.split('/').at(-1);
const walk = (items) => items.flatMap((item) => [item, ...walk(item.item ?? [])]);
const post = (response) => ({ method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body: JSON.stringify(response) });

// All readable resources, and the resources they refer to.
const readers = [[base, ''], [base, '?weights=false&country=NZ'], [translated, '?_language=xx'], [translated, '?_language=en']];
for (const [address, query] of readers) {
  const bundle = await get(address, `/fhir/Questionnaire${query}`, 200);
  const systems = new Set(['issue']);
  for (const { resource } of bundle.entry) {
    const id = idOf(resource);
    const questionnaire = await get(address, `/fhir/Questionnaire/${resource.id}${query}`, 200);
    await get(address, `/fhir/Questionnaire/${id}-${resource.version}${query}`, 200);
    const options = walk(questionnaire.item).flatMap((item) => item.answerOption ?? []);
    const names = options.map((option) => option.valueCoding.system.split('/').at(-1));
    for (const name of [...names, `${id}.bands`, `${id}.flags`]) systems.add(name).add(`${name}-${resource.version}`);
    if (resource.status === 'active') systems.add(`${id}.actions`);
    const again = await get(address, `/fhir/Questionnaire/${resource.id}${query}`, 200);
    if (again.url !== questionnaire.url) failures.push('the url changed');
  }
  for (const system of systems) await get(address, `/fhir/CodeSystem/${system}${query}`, 200);
}
await get(base, '/fhir/Questionnaire?version=0.0.0', 200);
const { rest: [{ resource: types }] } = await get(base, '/fhir/metadata', 200);
const { definition } = types.find((type) => type.type === 'Questionnaire').operation.find((operation) => operation.name === 'score');
await get(base, `/fhir/OperationDefinition/${definition.split('/').at(-1)}`, 200);
await get(base, '/fhir/StructureDefinition/contribute', 200);

// Scores every questionnaire with the answers of its test vectors, some with a country and some translated.
for (const { resource } of (await get(base, '/fhir/Questionnaire?status=active', 200)).entry) {
  const { vectors } = await (await fetch(`${base}/v1/questionnaires/${resource.id}/${resource.version}/test-vectors`)).json();
  for (const [index, { name, answers, expected }] of vectors.entries()) {
    const response = {
      resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: `${resource.url}|${resource.version}`,
      item: Object.entries(answers).map(([linkId, code]) => ({ linkId, answer: [{ valueCoding: { code } }] })),
    };
    if (response.item.length === 0) delete response.item;
    for (const [address, query] of index % 5 === 0 ? [[base, '?country=GB'], [translated, '?_language=xx']] : [[base, '']]) {
      await get(address, `/fhir/Questionnaire/${resource.id}/$process-response${query}`, 200, post(response));
      const score = `/fhir/Questionnaire/${resource.id}/$score${query}`;
      const input = { resourceType: 'Parameters', parameter: [{ name: 'in', resource: response }] };
      const { parameter } = await get(address, score, 200, post(input));
      const value = (wanted) => parameter.find((candidate) => candidate.name === wanted);
      const flags = parameter.filter((candidate) => candidate.name === 'flag').map((flag) => flag.part[0].valueCoding.code);
      const actual = JSON.stringify([value('score').valueInteger, value('max').valueInteger, value('band').valueCoding.code, flags]);
      const wanted = JSON.stringify([expected.score, expected.max, expected.band, expected.flags]);
      if (actual !== wanted) failures.push(`${resource.id}, ${name}: ${actual}`);
      // The completed response can be scored again, with the same result.
      const again = await get(address, score, 200, post(value('response').resource));
      if (JSON.stringify(again.parameter) !== JSON.stringify(parameter)) {
        failures.push(`${resource.id}, ${name}: the completed response has another result`);
      }
    }
  }
}

// All error responses, and the warnings.
for (const { path, status, request } of refused) await get(base, path, status, request);
const calculated = [
  { linkId: 'form.total', answer: [{ valueInteger: 77 }] },
  { linkId: 'form.band', answer: [{ valueString: 'x' }] },
];
await get(base, good.path, 200, post({ ...good.response, status: 'in-progress', item: [...good.response.item, ...calculated] }));
await fetch(`${limited}/fhir/metadata`);
await get(limited, '/fhir/metadata', 429);
await get(broken, `/fhir/Questionnaire/ketamine-self-check`, 500);

// Planted faults prove that the validators work.
const sound = await get(base, '/fhir/Questionnaire/ketamine-quick-check', 200);
const outcome = await get(base, '/fhir/x', 404);
const capability = await get(base, '/fhir/metadata', 200);
const itemsOf = (resource) => resource.item.flatMap((item) => item.item);
const conditional = (resource) => itemsOf(resource).find((item) => item.enableWhen);
const weighted = (resource) => itemsOf(resource).find((item) => item.answerOption?.[0].extension).answerOption[0];
const planted = {
  'an unknown element': [sound, (resource) => { resource.colour = 'red'; }],
  'no status': [sound, (resource) => { delete resource.status; }],
  'an unknown status': [sound, (resource) => { resource.status = 'published'; }],
  'an item without a type': [sound, (resource) => { delete resource.item[0].type; }],
  'an unknown item type': [sound, (resource) => { resource.item[0].type = 'section'; }],
  'an item without a linkId': [sound, (resource) => { delete resource.item[0].linkId; }],
  'a duplicate linkId': [sound, (resource) => { resource.item[1].linkId = resource.item[0].linkId; }],
  'an unknown operator': [sound, (resource) => { conditional(resource).enableWhen[0].operator = '=='; }],
  'an enableWhen without an answer': [sound, (resource) => { delete conditional(resource).enableWhen[0].answerCoding; }],
  'two conditions without a behaviour': [
    sound,
    (resource) => { delete itemsOf(resource).find((item) => item.enableWhen?.length > 1).enableBehavior; },
  ],
  'a weight that is text': [sound, (resource) => { weighted(resource).extension[0].valueDecimal = 'one'; }],
  'an extension without a url': [sound, (resource) => { delete resource.extension[0].url; }],
  'an empty list': [sound, (resource) => { resource.contact = []; }],
  'null': [sound, (resource) => { resource.title = null; }],
  'no issue': [outcome, (resource) => { resource.issue = []; }],
  'an unknown severity': [outcome, (resource) => { resource.issue[0].severity = 'grave'; }],
  'an issue without a code': [outcome, (resource) => { delete resource.issue[0].code; }],
  'no FHIR version': [capability, (resource) => { delete resource.fhirVersion; }],
  'no date': [capability, (resource) => { delete resource.date; }],
};
for (const [name, [resource, plant]] of Object.entries(planted)) {
  const copy = structuredClone(resource);
  plant(copy);
  if (faults(copy).length === 0) failures.push(`planted fault not found: ${name}`);
}

if (failures.length > 0) {
  console.error([...new Set(failures)].slice(0, 40).join('\n'));
  process.exitCode = 1;
} else console.log(`${seen} resources are valid, ${Object.keys(planted).length} planted faults were found`);
