// Reads an unpacked release with the reference implementation of Data Packages: the description has to be valid, and
// every table has to have the columns and types that it says.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import datapackage from 'datapackage';

const folder = process.argv[2];
const file = join(folder, 'datapackage.json');

// The check has to bite: a description with a type that does not exist is refused.
const broken = JSON.parse(readFileSync(file, 'utf8'));
broken.resources[0].schema.fields[0].type = 'no-such-type';
broken.resources[0].name = 'NOT A NAME';
writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
if ((await datapackage.Package.load(join(folder, 'broken.json'))).valid) throw new Error('A broken description was taken for valid.');

const release = await datapackage.Package.load(file);
if (!release.valid) throw new Error(release.errors.map((error) => error.message).join('\n'));
let tables = 0;
for (const table of release.resources) {
  const rows = await table.read({ keyed: true, cast: true });
  if (table.name !== 'psychometrics' && rows.length < 10) throw new Error(`${table.name} has ${rows.length} rows.`);
  tables++;
}
console.log(`${tables} tables read`);
