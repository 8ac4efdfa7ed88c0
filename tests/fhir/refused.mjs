// Builds the requests of the table of rejected input.
import { readFileSync } from 'node:fs';

const table = JSON.parse(readFileSync(new URL('refused.json', import.meta.url), 'utf8'));

function bodyOf(row) {
  if (row.raw !== undefined) return row.raw;
  if (row.body) return JSON.stringify(row.body);
  const body = { ...table.good, ...row.with };
  if (row.items) body.item = [...body.item, ...row.items];
  delete body[row.without];
  return JSON.stringify(body).padEnd(row.padded ?? 0);
}

export const refused = table.rows.map((row) => ({
  name: row.name,
  status: row.status,
  path: row.path ?? table.address,
  request: {
    method: row.method ?? 'POST',
    headers: { 'Content-Type': 'application/fhir+json', ...row.headers },
    body: ['GET', 'DELETE'].includes(row.method) ? undefined : bodyOf(row),
  },
}));
export const good = { path: table.address, response: table.good };
