// Bundles the parts of D3 that the data page uses into one module, with the licences of the packages at its top.
// Usage: node build.mjs OUTPUT. The same package-lock.json always gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { outputFiles, metafile } = await build({
  entryPoints: ['d3.js'],
  bundle: true,
  format: 'esm',
  target: 'es2020',
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  metafile: true,
  write: false,
});

const [bundled] = Object.values(metafile.outputs);
const used = Object.entries(bundled.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
const packages = [...new Set(used.map((path) => /^node_modules\/([^/]+)\//.exec(path)?.[1]).filter(Boolean))].sort();
// Packages with the same licence text share one copy of it.
const licences = new Map();
for (const name of packages) {
  const licence = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim();
  licences.set(licence, [...licences.get(licence) ?? [], name]);
}

const notices = [...licences].map(([licence, names]) => `${names.map(nameAndVersion).join('\n')}\n\n${licence}`);
writeFileSync(process.argv[2], `/*!\n${notices.join('\n\n')}\n*/\n${outputFiles[0].text}`);

function nameAndVersion(name) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `${name} ${version} (${license})`;
}
