// Bundles the modules of the widget and of the data page into one script for each address that pages load, so that a page needs one request
// instead of sixty.
// Usage: node build.mjs [OUTPUT FOLDER]. The same package-lock.json always gives the same bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

writeOwnWords();
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

// The words that scripts need before, or without, the texts of the service.
function writeOwnWords() {
  const folder = '../KetamineScreening.Api/Content/interface';
  const documents = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
  const tableOf = (wordsOf) =>
    JSON.stringify(Object.fromEntries(documents.map(({ language, texts }) => [language, wordsOf(texts)])), null, 2);
  const titles = tableOf((texts) => texts['page.title']);
  const words = tableOf((texts) => ({
    title: texts['trouble.title'],
    text: texts['trouble.text'],
    retry: texts['trouble.retry'],
    numbers: texts['emergency.numbers'],
    helplines: texts['contact.noneLoaded'],
  }));
  writeFileSync('widget/own-words.js', `// Generated from the texts of the interface by build.mjs.

/** The title of a frame, by language. */
export const TITLES = ${titles};

/** What to say when no text can be loaded, by language. */
export const WORDS = ${words};
`);
}

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
