// Packs the package, installs it into a site that uses it, and checks both. Usage: node check.mjs FOLDER, an empty folder for the site;
// its bundle is in FOLDER/dist afterwards.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const tools = resolve('node_modules');
const installed = join(folder, 'node_modules/ketamine-screening');

const run = (program, ...args) => runIn(folder, program, ...args);

function runIn(cwd, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status === 0) return;
  console.error(`${[program, ...args].join(' ')}\n${stdout}${stderr}`);
  process.exit(1);
}

// As the documentation says, with the settings of npm that this folder has, and without the scripts of an earlier archive.
rmSync('embed', { recursive: true, force: true });
runIn('.', 'npm', 'pack', '--pack-destination', folder);
const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
mkdirSync(installed, { recursive: true });
run('tar', 'xzf', archive, '--strip-components=1', '-C', installed);
cpSync('test', folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
// React is a peer of nobody here: only its types are needed.
for (const name of ['@types', 'csstype']) symlinkSync(join(tools, name), join(folder, 'node_modules', name));

run('node', join(tools, 'publint/src/cli.js'), installed, '--strict');
run('node', join(tools, 'typescript/bin/tsc'), '--project', folder);
run('node', 'server.mjs');
run('node', join(tools, 'vite/bin/vite.js'), 'build');
