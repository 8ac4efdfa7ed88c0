// Bundles the modules of the widget and of the data page into one script for each address that pages load, so that a page needs one request
// instead of sixty.
// Usage: node build.mjs [OUTPUT FOLDER]. The same package-lock.json always gives the same bytes.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const OUTPUT = process.argv[2] ?? '../KetamineScreening.Api/wwwroot';
const OPTIONS = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  metafile: true,
};
const WIDGET = ['ketamine-screening.js', 'loader.js', 'frame.js', 'demo.js'];

await build({
  ...OPTIONS,
  entryPoints: WIDGET.map((name) => `widget/${name}`),
  // The page of the frame and the demo import the other two at their public addresses.
  external: WIDGET.map((name) => `./${name}`),
  outdir: `${OUTPUT}/embed`,
  banner: { js: '// Generated from src/scripts.' },
});

const page = { ...OPTIONS, entryPoints: ['data/main.js'], outfile: `${OUTPUT}/data/main.js` };
const { metafile } = await build({ ...page, write: false });
await build({ ...page, banner: { js: notices(Object.values(metafile.outputs)[0].inputs) } });

// The licences of the packages whose code is in a bundle.
function notices(inputs) {
  const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const packages = [...new Set(used.map((path) => /^node_modules\/([^/]+)\//.exec(path)?.[1]).filter(Boolean))].sort();
  // Packages with the same licence text share one copy of it.
  const licences = new Map();
  for (const name of packages) {
    const licence = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim();
    licences.set(licence, [...licences.get(licence) ?? [], name]);
  }

  const parts = [...licences].map(([licence, names]) => `${names.map(nameAndVersion).join('\n')}\n\n${licence}`);
  return `/*!\nGenerated from src/scripts, with code of these packages:\n\n${parts.join('\n\n')}\n*/`;
}

function nameAndVersion(name) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `${name} ${version} (${license})`;
}
