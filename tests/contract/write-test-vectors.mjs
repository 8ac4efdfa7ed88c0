// Writes test-vectors.json of a version that is not published yet:
//   node tests/contract/write-test-vectors.mjs src/KetamineScreening.Api/Content/questionnaires/ID/VERSION
// The service holds its own scorer to them at every start. The choice of cases is fixed, so a second run writes the same.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill, score } from './score.mjs';

const folder = process.argv[2];
const definition = JSON.parse(readFileSync(join(folder, 'definition.json'), 'utf8'));
const vectors = [];
const seen = new Set();

function add(name, answers) {
  const key = JSON.stringify(answers);
  if (seen.has(key)) return;
  seen.add(key);
  vectors.push({ name, answers, expected: score(definition, answers) });
}

// mulberry32: small, and the same everywhere.
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(20261121);
const pick = (codes) => codes[Math.floor(next() * codes.length)];
const items = definition.sections.flatMap((section) => section.items);
const gates = items.filter((item) => item.required);

// Every way through the questions that have to be answered.
function ways(chosen = {}, rest = gates) {
  if (rest.length === 0) return [chosen];
  const [item, ...others] = rest;
  const asked = fill(definition, (candidate) => chosen[candidate.id] ?? (candidate.id === item.id ? '?' : undefined))[item.id] === '?';
  if (!asked) return ways(chosen, others);
  return (item.options ?? definition.scales[item.scale]).flatMap((option) => ways({ ...chosen, [item.id]: option.code }, others));
}

for (const way of ways()) {
  const name = Object.values(way).join(', ') || 'everybody';
  const best = (direction) => (item, codes, options) =>
    way[item.id] ?? (options.some((option) => option.weight !== null)
      ? options.reduce((a, b) => (direction * ((b.weight ?? 0) - (a.weight ?? 0)) > 0 ? b : a)).code
      : codes[0]);
  add(`${name}: nothing else answered`, fill(definition, (item) => way[item.id]));
  add(`${name}: the largest score`, fill(definition, best(1)));
  add(`${name}: the smallest score, all answered`, fill(definition, best(-1)));
  for (const item of items.filter((candidate) => !candidate.required)) {
    const codes = (item.options ?? definition.scales[item.scale]).map((option) => option.code);
    for (const code of codes.slice(1)) {
      const answers = fill(definition, (candidate) => way[candidate.id] ?? (candidate.id === item.id ? code : undefined));
      if (answers[item.id]) add(`${name}: only ${item.id} ${code}`, answers);
    }
  }
}

for (let i = 1; i <= 60; i++) {
  const density = [0.1, 0.3, 0.6, 0.9, 1][i % 5];
  add(`mixed ${i}`, fill(definition, (item, codes) => (item.required || next() < density ? pick(codes) : undefined)));
}

const lines = vectors.map((vector) => '    ' + JSON.stringify(vector));
writeFileSync(join(folder, 'test-vectors.json'),
  `{\n  "questionnaire": "${definition.id}",\n  "version": "${definition.version}",\n  "vectors": [\n${lines.join(',\n')}\n  ]\n}\n`);
console.log(`${vectors.length} vectors`);
