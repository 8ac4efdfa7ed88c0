// Fetches the build of LHC-Forms and checks its hash. Only the tarball: installing the package would bring all of Angular,
// which its build holds already. As a program it fetches; as a module it says where the build is.
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
  const draft = `${target}.part`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  execFileSync('npm', ['pack', '--silent', `lforms@${version}`, '--pack-destination', draft], { stdio: 'inherit' });
  const tarball = `${draft}/lforms-${version}.tgz`;
  if (createHash('sha512').update(readFileSync(tarball)).digest('base64') !== integrity) throw new Error(`lforms ${version} is not the build that it was`);
  execFileSync('tar', ['xzf', tarball, '-C', draft, 'package/dist/lforms']);
  rmSync(tarball);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}
