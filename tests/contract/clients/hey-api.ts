import { client } from '../generated/clients/hey-api/client.gen.js';
import { getQuestionnaire, scoreScreening } from '../generated/clients/hey-api/sdk.gen.js';
import { answersTo, base, path, report, wrong } from './form.js';

client.setConfig({ baseUrl: base });
const { data: questionnaire } = await getQuestionnaire({ path, throwOnError: true });
const body = { version: questionnaire.version, answers: answersTo(questionnaire), contribute: false };
const { data: result } = await scoreScreening({ path, body, throwOnError: true });
const { error: problem } = await scoreScreening({ path, body: wrong });
if (problem?.code === 'invalid-answers') report(result, problem.errors);
