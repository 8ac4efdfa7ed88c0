// Writes test-vectors.json for a version that is not published yet:
//   node tests/contract/write-test-vectors.mjs src/KetamineScreening.Api/Content/questionnaires/ID/VERSION
// The service compares its own scorer with the vectors at every start. The output is deterministic.
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

// mulberry32, a small deterministic generator.
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(20261126);
const pick = (codes) => codes[Math.floor(next() * codes.length)];
const items = definition.sections.flatMap((section) => section.items);
const requiredItems = items.filter((item) => item.required);

// Every combination of answers to the required items.
function combinations(chosen = {}, rest = requiredItems) {
  if (rest.length === 0) return [chosen];
  const [item, ...others] = rest;
  const answers = fill(definition, (candidate) => chosen[candidate.id] ?? (candidate.id === item.id ? '?' : undefined));
  if (answers[item.id] !== '?') return combinations(chosen, others);
  const options = item.options ?? definition.scales[item.scale];
  return options.flatMap((option) => combinations({ ...chosen, [item.id]: option.code }, others));
}

for (const combination of combinations()) {
  const name = Object.values(combination).join(', ') || 'everybody';
  const extreme = (direction) => (item, codes, options) =>
    combination[item.id] ?? (options.some((option) => option.weight !== null)
      ? options.reduce((a, b) => (direction * ((b.weight ?? 0) - (a.weight ?? 0)) > 0 ? b : a)).code
      : codes[0]);
  add(`${name}: nothing else answered`, fill(definition, (item) => combination[item.id]));
  add(`${name}: the largest score`, fill(definition, extreme(1)));
  add(`${name}: the smallest score, all answered`, fill(definition, extreme(-1)));
  for (const item of items.filter((candidate) => !candidate.required)) {
    const left = fill(definition, (candidate, codes, options) =>
      candidate.id === item.id ? undefined : extreme(-1)(candidate, codes, options));
    add(`${name}: the smallest score, all answered but ${item.id}`, left);
    const codes = (item.options ?? definition.scales[item.scale]).map((option) => option.code);
    for (const code of codes.slice(1)) {
      const answers = fill(definition, (candidate) => combination[candidate.id] ?? (candidate.id === item.id ? code : undefined));
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
