import { fill } from '../contract/score.mjs';

// Deterministic pseudo-random numbers (mulberry32), so that failures are reproducible.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  below(bound) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }
}

// Random answers to the items of a v1 document that are asked. The shares of questions left out and of answers other than the mildest
// vary, the latter by section. So results near every threshold occur.
export function randomAnswers(document, random) {
  const skipped = [0, 5, 15, 50][random.below(4)];
  const worse = new Map(document.sections.flatMap(({ items }) => {
    const share = [0, 0, 5, 20, 80][random.below(5)];
    return items.map((item) => [item.id, share]);
  }));
  return fill(document, (item, codes) => {
    if (item.required) return codes[Math.min(codes.length - 1, random.below(2 * codes.length))];
    if (random.below(100) < skipped) return undefined;
    return codes[random.below(100) < worse.get(item.id) ? random.below(codes.length) : 0];
  });
}
