// Evaluates the served expressions for total and band with fhirpath.js, the engine of the National Library of Medicine, and compares
// the results with POST screenings, for no answers, the test vectors and random answers:
//   node fhirpath.mjs URL QUESTIONNAIRE RANDOM-ANSWER-SETS
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { Random, randomAnswers } from './random.mjs';

const [base, id, sets] = process.argv.slice(2);
const json = async (path, init) => (await fetch(base + path, init)).json();
const walk = (items) => items.flatMap((item) => [item, ...walk(item.item ?? [])]);
const expressionOf = (item) =>
  item.extension.find((extension) => extension.url.endsWith('calculatedExpression')).valueExpression.expression;

// Evaluates the variables of the root in their order and then the calculated expressions, as SDC specifies.
function compile(questionnaire) {
  const items = walk(questionnaire.item);
  const variables = questionnaire.extension.filter((extension) => extension.url.endsWith('/variable')).map((extension) => ({
    name: extension.valueExpression.name, evaluate: fhirpath.compile(extension.valueExpression.expression, r4),
  }));
  const expressions = ['form.total', 'form.band']
    .map((linkId) => fhirpath.compile(expressionOf(items.find((item) => item.linkId === linkId)), r4));
  return (response) => {
    const environment = { resource: response };
    for (const variable of variables) environment[variable.name] = variable.evaluate(response, environment);
    return expressions.map((evaluate) => evaluate(response, environment));
  };
}

function responseOf(questionnaire, answers) {
  const respond = (item) => {
    if (item.type === 'group') return [{ linkId: item.linkId, item: item.item.flatMap(respond) }].filter((group) => group.item.length > 0);
    const option = item.answerOption?.find((candidate) => candidate.valueCoding.code === answers[item.linkId]);
    return option ? [{ linkId: item.linkId, answer: [{ valueCoding: option.valueCoding }] }] : [];
  };
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    item: questionnaire.item.flatMap(respond),
  };
}

const random = new Random(20261121);
const failures = [];
const document = await json(`/v1/questionnaires/${id}`);
const questionnaire = await json(`/fhir/Questionnaire/${id}?weights=false`);
const compute = compile(questionnaire);
// The text shown while there is no band is the last string literal of the expression.
const withoutBand = expressionOf(walk(questionnaire.item).find((item) => item.linkId === 'form.band')).match(/'([^']*)'\)$/)[1];
const seen = {};

async function compare(answers) {
  const screened = await json(`/v1/questionnaires/${id}/screenings`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ answers, contribute: false }),
  });
  const hasBand = screened.band && Object.keys(answers).length > 0;
  const expected = JSON.stringify([[screened.score?.value ?? 0], [hasBand ? screened.band.label : withoutBand]]);
  const computed = JSON.stringify(compute(responseOf(questionnaire, answers)));
  if (computed !== expected) failures.push(`${computed} by FHIRPath, ${expected} by the service, for ${JSON.stringify(answers)}`);
  if (hasBand) seen[screened.band.code] = (seen[screened.band.code] ?? 0) + 1;
}

const { vectors } = await json(`/v1/questionnaires/${id}/${document.version}/test-vectors`);
const answerSets = [
  {}, ...vectors.map((vector) => vector.answers), ...Array.from({ length: Number(sets) }, () => randomAnswers(document, random)),
];
const total = answerSets.length;
while (answerSets.length > 0) await Promise.all(answerSets.splice(0, 20).map(compare));
const missing = [...document.bands, ...document.unratedBands].filter((band) => !seen[band.code]);
if (missing.length > 0) failures.push(`bands that did not occur: ${missing.map((band) => band.code)}`);

if (failures.length > 0) {
  console.error(failures.slice(0, 20).join('\n'));
  process.exitCode = 1;
} else console.log(`${id}: the totals of ${total} answer sets agree, and the bands ${JSON.stringify(seen)}`);
