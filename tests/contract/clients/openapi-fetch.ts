import createClient from 'openapi-fetch';
import type { paths } from '../generated/clients/v1.d.ts';
import { answersTo, base, path, report, wrong } from './form.js';

const client = createClient<paths>({ baseUrl: base });
const { data: questionnaire } = await client.GET('/v1/questionnaires/{id}', { params: { path } });
const post = (body: paths['/v1/questionnaires/{id}/screenings']['post']['requestBody']['content']['application/json']) =>
  client.POST('/v1/questionnaires/{id}/screenings', { params: { path }, body });
const { data: result } = await post({ version: questionnaire!.version, answers: answersTo(questionnaire!), contribute: false });
const { error: problem } = await post(wrong);
if (problem?.code === 'invalid-answers') report(result!, problem.errors);
