import { getQuestionnaire, scoreScreening } from '../generated/clients/orval/fetch.js';
import { answersTo, base, path, report, wrong } from './form.js';

const send = fetch;
globalThis.fetch = (address, init) => send(new URL(`${address}`, base), init);
const questionnaire = await getQuestionnaire(path.id);
if (questionnaire.status !== 200) throw new Error(`${questionnaire.status}`);
const { version } = questionnaire.data;
const result = await scoreScreening(path.id, { version, answers: answersTo(questionnaire.data), contribute: false });
const problem = await scoreScreening(path.id, wrong);
if (result.status === 200 && problem.status === 422) report(result.data, problem.data.errors);
