import { getQuestionnaireResponse, scoreScreeningBody, scoreScreeningResponse } from '../generated/clients/orval/zod.js';
import { answersTo, base, path, report, wrong } from './form.js';

const address = `${base}/v1/questionnaires/${path.id}`;
const post = (body: object) => fetch(`${address}/screenings`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(scoreScreeningBody.parse(body)),
});
const questionnaire = getQuestionnaireResponse.parse(await (await fetch(address)).json());
const answered = await post({ version: questionnaire.version, answers: answersTo(questionnaire), contribute: false });
const refused = await post(wrong);
// orval describes no problems for zod.
if (refused.status === 422) report(scoreScreeningResponse.parse(await answered.json()), (await refused.json()).errors);
