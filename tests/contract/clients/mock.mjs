// Starts Prism's mock and asks it for every documented problem of every operation: the body has to be a problem with that status.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { equal, mismatches } from '../calls.mjs';
import { faults, operations, resolve } from '../contract.mjs';

const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
probe.close();

const prism = fileURLToPath(new URL('../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url));
const document = fileURLToPath(new URL('../../../openapi/v1.json', import.meta.url));
const mock = spawn('node', [prism, 'mock', '--port', `${port}`, document], { stdio: ['ignore', 'pipe', 'ignore'] });
process.on('exit', () => mock.kill());
await new Promise((resolve) => mock.stdout.on('data', (line) => `${line}`.includes('is listening') && resolve()));

let problems = 0;
for (const { method, path, operationId, parameters = [], requestBody, responses } of operations) {
  const required = parameters.map(resolve).filter((parameter) => parameter.required);
  const inPath = Object.fromEntries(required.map(({ name, example }) => [name, example]));
  const url = new URL(path.replaceAll(/\{(\w+)\}/g, (_, name) => inPath[name]), `http://127.0.0.1:${port}`);
  for (const { name, example } of required.filter((parameter) => parameter.in === 'query')) url.searchParams.set(name, example);
  const content = requestBody?.content['application/json'];
  const body = content && JSON.stringify(content.example);
  for (const [status, response] of Object.entries(responses)) {
    const described = resolve(response).content?.['application/problem+json'];
    if (!described) continue;
    const headers = { Prefer: `code=${status}`, ...(body ? { 'Content-Type': 'application/json' } : {}) };
    const answer = await fetch(url, { method, headers, body });
    const problem = await answer.json();
    const name = `${operationId} ${status}`;
    equal([answer.status, problem.status], [Number(status), Number(status)], name);
    equal(Object.keys(described.examples).includes(problem.code), true, `${name}: code ${problem.code}`);
    equal(faults(described.schema, problem), [], name);
    problems++;
  }
}

console.log(`${problems} problems`, ...mismatches);
process.exit(mismatches.size > 0 || problems < 20 ? 1 : 0);
