// Evaluates the served conditions and expressions with fhirpath.js, the engine of the National Library of Medicine, and compares the
// enabled questions, the total and the band with the service. The answers are none, the test vectors and random answers, to which
// answers of questions are added that are not enabled, as a renderer can keep them after a change:
//   node fhirpath.mjs URL QUESTIONNAIRE RANDOM-ANSWER-SETS
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { fill } from '../contract/score.mjs';
import { Random, randomAnswers } from './random.mjs';

const [base, id, sets] = process.argv.slice(2);
const json = async (path, init) => (await fetch(base + path, init)).json();
const post = (path, type, body) => json(path, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) });
const walk = (items) => (items ?? []).flatMap((item) => [item, ...walk(item.item)]);
const expressionOf = (item, name) =>
  item.extension?.find((extension) => extension.url.endsWith(`/sdc-questionnaire-${name}`))?.valueExpression.expression;
const compile = (expression) => {
  const evaluate = fhirpath.compile(expression, r4);
  return (response) => evaluate(response, { resource: response });
};

// Returns a function that evaluates whether an item is enabled, given a response and its answers.
function enabled(item) {
  const expression = expressionOf(item, 'enableWhenExpression');
  if (expression) {
    const evaluate = compile(expression);
    return (response) => evaluate(response)[0] === true;
  }
  const conditions = item.enableWhen ?? [];
  if (conditions.some(({ operator }) => operator !== '=') || item.enableBehavior === 'all') throw new Error('Unexpected enableWhen');
  return (response, answers) => conditions.length === 0 || conditions.some(
    ({ question, answerCoding }) => answers[question]?.code === answerCoding.code && answers[question].system === answerCoding.system,
  );
}

// The questions on the form, with their groups.
function enabledQuestions(items) {
  const compiled = items.filter((item) => item.type !== 'display')
    .map((item) => ({ item, isEnabled: enabled(item), below: enabledQuestions(item.item ?? []) }));
  return (response, answers) => compiled.filter(({ isEnabled }) => isEnabled(response, answers))
    .flatMap(({ item, below }) => [...(item.answerOption ? [item.linkId] : []), ...below(response, answers)]);
}

function responseOf(questionnaire, answers) {
  const respond = (item) => {
    if (item.type === 'group') return [{ linkId: item.linkId, item: item.item.flatMap(respond) }].filter((group) => group.item.length > 0);
    const option = item.answerOption?.find((candidate) => candidate.valueCoding.code === answers[item.linkId]);
    return option ? [{ linkId: item.linkId, answer: [{ valueCoding: option.valueCoding }] }] : [];
  };
  const item = questionnaire.item.flatMap(respond);
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    ...(item.length > 0 ? { item } : {}),
  };
}

const random = new Random(20261121);
const failures = [];
const document = await json(`/v1/questionnaires/${id}`);
const questionnaire = await json(`/fhir/Questionnaire/${id}?weights=false`);
const items = walk(questionnaire.item);
const questions = document.sections.flatMap((section) => section.items);
const weightOf = ({ id: item, options }, answers) => options.find(({ code }) => code === answers[item])?.weight ?? 0;
const optionOf = (linkId, code) => items.find((item) => item.linkId === linkId).answerOption
  .find((option) => option.valueCoding.code === code).valueCoding;
const [total, band] = ['form.total', 'form.band']
  .map((linkId) => expressionOf(items.find((item) => item.linkId === linkId), 'calculatedExpression'));
const expressions = [compile(total), compile(band)];
const questionsOf = enabledQuestions(questionnaire.item);
// The text shown while a required answer is missing is the last string literal of the expression.
const withoutBand = band.match(/'([^']*)'\)+$/)[1];
const seen = {};
let kept = 0;

// Adds answers to a random share of the questions that have none, and sometimes removes the answer of a question that decides.
function withKeptAnswers(answers) {
  const share = [10, 50, 100][random.below(3)];
  const all = { ...answers };
  for (const { id: item, options } of questions) {
    if (!(item in all) && random.below(100) < share) all[item] = options[random.below(options.length)].code;
  }
  for (const { id: item } of questions.filter(({ required }) => required)) if (random.below(10) === 0) delete all[item];
  return all;
}

async function compare(all) {
  const asked = [];
  const answers = fill(document, (item) => {
    asked.push(item.id);
    return all[item.id];
  });
  const response = responseOf(questionnaire, all);
  const [screened, scored] = await Promise.all([
    post(`/v1/questionnaires/${id}/screenings`, 'application/json', { answers, contribute: false }),
    post(`/fhir/Questionnaire/${id}/$score`, 'application/fhir+json', response),
  ]);
  const valueOf = (name) => scored.parameter?.find((parameter) => parameter.name === name);
  const leftOut = Object.keys(all).length - Object.keys(answers).length;
  const codings = Object.fromEntries(Object.entries(all).map(([item, code]) => [item, optionOf(item, code)]));
  // Without a required answer the service returns no result, but the form still adds up the weights.
  const sum = screened.score?.value ?? questions.reduce((points, item) => points + weightOf(item, answers), 0);
  expect('total and band by FHIRPath', expressions.map((evaluate) => evaluate(response)),
    Object.keys(answers).length > 0 ? [[sum], [screened.band?.label ?? withoutBand]] : [[], []]);
  expect('questions', questionsOf(response, codings), asked);
  if (screened.band) {
    expect('$score', [valueOf('score')?.valueInteger, valueOf('band')?.valueCoding.code], [screened.score.value, screened.band.code]);
    expect('warnings', scored.parameter?.filter(({ name }) => name === 'warning').length, leftOut);
  }
  if (screened.band) seen[screened.band.code] = (seen[screened.band.code] ?? 0) + 1;
  kept += leftOut;

  function expect(what, computed, expected) {
    const [actual, wanted] = [JSON.stringify(computed), JSON.stringify(expected)];
    if (actual !== wanted) failures.push(`${what}: ${actual} instead of ${wanted} for ${JSON.stringify(all)}`);
  }
}

const { vectors } = await json(`/v1/questionnaires/${id}/${document.version}/test-vectors`);
const answerSets = [
  {}, ...vectors.map((vector) => vector.answers),
  ...Array.from({ length: Number(sets) }, (_, index) => randomAnswers(document, random)).map((answers, index) => (
    index % 4 === 0 ? answers : withKeptAnswers(answers)
  )),
];
const compared = answerSets.length;
while (answerSets.length > 0) await Promise.all(answerSets.splice(0, 20).map(compare));
const missing = [...document.bands, ...document.unratedBands].filter((candidate) => !seen[candidate.code]);
if (missing.length > 0) failures.push(`bands that did not occur: ${missing.map((candidate) => candidate.code)}`);

if (failures.length > 0) {
  console.error(failures.slice(0, 20).join('\n'));
  process.exitCode = 1;
} else console.log(`${id}: ${compared} answer sets agree, with ${kept} kept answers; bands ${JSON.stringify(seen)}`);
