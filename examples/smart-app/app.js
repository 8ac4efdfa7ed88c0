import { showForm } from './form-frame.js';
import { questionsOf, showParameters } from './result.js';
import { ScreeningService, withoutIdentity } from './screening-service.js';
import { authorize, completeLaunch } from './smart.js';

const { dataset } = document.body;
const servers = dataset.servers.split(' ');
const service = new ScreeningService(dataset.service, dataset.questionnaire, dataset.country);
const part = (id) => document.getElementById(id);
// A request that is repeated is counted once.
const idempotencyKey = crypto.randomUUID();

// Writes a message of the page into its live region, status or alert, and empties the other one. Without a message both become empty.
function say(kind, message, details = []) {
  part('status').replaceChildren();
  part('alert').replaceChildren();
  if (!message) return;
  const list = document.createElement('ul');
  list.append(...details.map((detail) => Object.assign(document.createElement('li'), { textContent: detail })));
  const text = part('messages').content.querySelector(`[data-message=${message}]`).cloneNode(true);
  part(kind).replaceChildren(text, ...(details.length > 0 ? [list] : []));
  part(kind).scrollIntoView({ block: 'nearest' });
}

function show(view) {
  for (const id of ['start', 'questions', 'result']) part(id).hidden = id !== view;
  part(view).focus();
}

function explainFailure({ reason }) {
  show('start');
  say('alert', reason ?? 'record-unreachable');
}

function connect(server, launch) {
  say('status', 'connecting');
  return authorize(server, dataset.clientId, launch).catch(explainFailure);
}

async function askQuestions(record) {
  say('status', 'loading');
  const questionnaire = await service.questionnaire().catch(() => null);
  if (questionnaire) show('questions');
  const read = questionnaire && await showForm(part('form'), questionnaire).catch(() => null);
  if (!read) return say('alert', 'questions-unreachable');
  say();
  part('score').onclick = () => showResult(questionnaire, read, record);
}

async function showResult(questionnaire, read, record) {
  part('score').disabled = true;
  say('status', 'scoring');
  const isCounted = document.querySelector('[name=count]:checked').value === 'yes';
  const response = withoutIdentity(await read(), questionnaire, isCounted);
  const result = await service.score(response, idempotencyKey).catch(() => null);
  part('score').disabled = false;
  if (!result) return say('alert', 'result-unreachable');
  if (result.issue) return say('alert', 'questions-wrong', questionsOf(result, questionnaire));
  say();
  showParameters(result, part('parameters'));
  show('result');
  if (record) await offerToSave(record, result.parameter.find(({ name }) => name === 'response').resource);
}

async function offerToSave(record, response) {
  const authored = new Date().toISOString();
  const name = await record.name();
  part('name').textContent = name ?? '';
  part('owner').hidden = !name;
  part('record').hidden = false;
  part('save').onclick = async () => {
    part('save').disabled = true;
    say('status', 'saving');
    try {
      await record.save(response, authored);
      part('record').hidden = true;
      say('status', 'saved');
    } catch ({ reason, details }) {
      part('save').disabled = false;
      say('alert', reason, details);
    }
  };
}

const parameters = new URLSearchParams(location.search);
history.replaceState(null, '', location.pathname);
part('privacy').href = `${dataset.service}/v1/privacy`;
part('connect').onclick = () => connect(servers[0]);
part('without').onclick = () => askQuestions();

if (parameters.has('state')) {
  say('status', 'connecting');
  completeLaunch(parameters, dataset.clientId).then(askQuestions, explainFailure);
} else if (parameters.has('iss')) {
  const issuer = parameters.get('iss').replace(/\/$/, '');
  if (servers.includes(issuer)) connect(issuer, parameters.get('launch'));
  else explainFailure({ reason: 'unknown-server' });
} else {
  part('start').hidden = false;
}
