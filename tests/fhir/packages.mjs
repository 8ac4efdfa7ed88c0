// Downloads npm packages of which only some files are needed, and checks their hashes: LHC-Forms, whose dependencies are already in its
// build, and the profiles of HL7, whose dependencies are not on npm. Run as a program, it downloads; imported, it exports the folders.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = {
  'lforms': {
    version: '40.1.3',
    hash: 'WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ==',
    files: 'package/dist/lforms',
  },
  'hl7.fhir.uv.sdc': {
    version: '4.0.0-ballot',
    hash: 'pgQtd+CtCpC4/exNcqYjEyobQu/xAFR8xuicGUxx4jMiZU4KUAf1n4lzOJOLn0eWw414uvUcwnDktUkGWytlMw==',
    files: 'package',
  },
  'hl7.fhir.uv.extensions.r4': {
    version: '5.3.0-ballot-tc1',
    hash: 'mhPmWj0dZvIC7JQLkqxT42/UpoIyYwFtSiIZbhX/ArfX96hR5oTqNvAUvMD+dMH45m4mGMQ19WyCZFpP1OLEbQ==',
    files: 'package',
  },
};

const target = fileURLToPath(new URL('packages/', import.meta.url));
export const lforms = `${target}lforms/package/dist/lforms`;

function download(name, { version, hash, files }) {
  const [folder, temporary] = [`${target}${name}`, `${target}${name}.part`];
  if (existsSync(folder) && readFileSync(`${folder}/hash`, 'utf8') === hash) return;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', temporary], { stdio: 'ignore' });
  const tarball = `${temporary}/${name}-${version}.tgz`;
  if (createHash('sha512').update(readFileSync(tarball)).digest('base64') !== hash) throw new Error(`The hash of ${name} is wrong.`);
  execFileSync('tar', ['xzf', tarball, '-C', temporary, files]);
  rmSync(tarball);
  writeFileSync(`${temporary}/hash`, hash);
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, details] of Object.entries(packages)) download(name, details);
}
