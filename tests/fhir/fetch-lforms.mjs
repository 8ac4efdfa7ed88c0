// Downloads the build of LHC-Forms and checks its hash. Only the tarball is downloaded, because installing the package would also
// install Angular, which the build already contains. Run as a program, it downloads; imported as a module, it exports the folder.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const version = '40.1.3';
const integrity = 'WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ==';
const here = fileURLToPath(new URL('.', import.meta.url));
const target = `${here}lforms-${version}`;
export const folder = `${target}/package/dist/lforms`;

if (process.argv[1] === fileURLToPath(import.meta.url) && !existsSync(folder)) {
  const temporary = `${target}.part`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  execFileSync('npm', ['pack', '--silent', `lforms@${version}`, '--pack-destination', temporary], { stdio: 'inherit' });
  const tarball = `${temporary}/lforms-${version}.tgz`;
  const hash = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (hash !== integrity) throw new Error(`The hash of lforms ${version} is wrong.`);
  execFileSync('tar', ['xzf', tarball, '-C', temporary, 'package/dist/lforms']);
  rmSync(tarball);
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
}
