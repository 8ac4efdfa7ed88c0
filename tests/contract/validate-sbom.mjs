// Validates an SBOM against the schema of CycloneDX 1.6 and checks that its dependency graph is complete:
//   node validate-sbom.mjs FILE
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const schemas = new URL('node_modules/@cyclonedx/cyclonedx-library/res/schema/', import.meta.url);
const schema = (name) => read(new URL(`${name}.SNAPSHOT.schema.json`, schemas));

// ajv does not support the internationalised formats; the SBOM contains ASCII only.
const ajv = new Ajv({ strict: false, allErrors: true, formats: { 'iri-reference': true, 'idn-email': true } });
addFormats(ajv);
for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
  ajv.addSchema(schema(part), `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`);
}
const validate = ajv.compile(schema('bom-1.6'));

const sbom = read(process.argv[2]);
const faults = validate(sbom) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
const parts = [sbom.metadata.component, ...sbom.components].map((part) => part['bom-ref']);
for (const { ref, dependsOn = [] } of sbom.dependencies) {
  for (const name of [ref, ...dependsOn]) if (!parts.includes(name)) faults.push(`${name} is a dependency but not a component`);
}

const reached = new Set(sbom.dependencies.flatMap(({ dependsOn = [] }) => dependsOn));
for (const name of parts.slice(1)) if (!reached.has(name)) faults.push(`${name} is a component but no dependency`);
console.log(faults.join('\n'));
process.exitCode = faults.length === 0 && parts.length > 5 ? 0 : 1;
