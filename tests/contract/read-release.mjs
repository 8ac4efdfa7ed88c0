// Reads an unpacked release with the reference implementation of Data Packages. The descriptor must be valid, and every table must
// have the columns and types of its schema.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import datapackage from 'datapackage';

const folder = process.argv[2];
const file = join(folder, 'datapackage.json');

// Proves that the validator works: it must reject a descriptor with an unknown type.
const broken = JSON.parse(readFileSync(file, 'utf8'));
broken.resources[0].schema.fields[0].type = 'no-such-type';
broken.resources[0].name = 'NOT A NAME';
writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
if ((await datapackage.Package.load(join(folder, 'broken.json'))).valid) throw new Error('A broken descriptor was accepted.');

const release = await datapackage.Package.load(file);
if (!release.valid) throw new Error(release.errors.map((error) => error.message).join('\n'));
let tables = 0;
for (const table of release.resources) {
  const rows = await table.read({ keyed: true, cast: true });
  if (rows.length < 1) throw new Error(`${table.name} has no rows.`);
  tables++;
}
console.log(`${tables} tables read`);
