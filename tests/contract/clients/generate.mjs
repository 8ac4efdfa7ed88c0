// Generates a client with every tool and compiles it together with its scenario. Each tool works with its defaults where they compile.
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const document = '../../openapi/v1.json';
const folder = 'generated/clients';
const json = 'Microsoft.Kiota.Serialization.Json.Json';

const run = (program, ...args) => promisify(execFile)(program, args, { cwd, maxBuffer: 1 << 26 });
const npm = (script, ...args) => run('node', `node_modules/${script}`, ...args);
const orval = (client) =>
  npm('orval/dist/bin/orval.js', '--input', document, '--output', `${folder}/orval/${client}.ts`, '--client', client);

async function typescript() {
  await Promise.all([
    npm('openapi-typescript/bin/cli.js', document, '--output', `${folder}/v1.d.ts`),
    npm('@hey-api/openapi-ts/bin/run.js', '--no-log-file', '--silent', '--input', document, '--output', `${folder}/hey-api`),
    orval('fetch'),
    orval('zod'),
  ]);
  await npm('typescript/bin/tsc', '--project', 'clients');
}

async function csharp() {
  await run('dotnet', 'tool', 'restore');
  await Promise.all([
    run('dotnet', 'nswag', 'openapi2csclient', `/input:${document}`, `/output:${folder}/nswag/Client.cs`, '/namespace:NSwagClient',
      '/classname:Screenings', '/jsonLibrary:SystemTextJson', '/jsonLibraryVersion:9.0'),
    run('dotnet', 'kiota', 'generate', '--openapi', document, '--language', 'CSharp', '--output', `${folder}/kiota`,
      '--namespace-name', 'KiotaClient', '--class-name', 'Screenings',
      '--serializer', `${json}SerializationWriterFactory`, '--deserializer', `${json}ParseNodeFactory`),
  ]);
  await run('dotnet', 'build', 'clients/csharp', '--configuration', 'Release', '--verbosity', 'quiet');
}

rmSync(new URL(`../generated/clients`, import.meta.url), { recursive: true, force: true });
for (const { reason } of await Promise.allSettled([typescript(), csharp()])) {
  if (!reason) continue;
  console.log(reason.message, reason.stdout, reason.stderr);
  process.exitCode = 1;
}
