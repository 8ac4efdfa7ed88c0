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
