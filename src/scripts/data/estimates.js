// Arithmetic on estimates. Every estimate has a value, the ends of its 95 % interval, and the error from the noise alone.
import { numberIn } from './csv.js';

const Z = 1.96;
// A picture whose median interval is wider than this, in shares, is not drawn.
const WIDEST = 0.3;

/**
 * @typedef {object} Estimate
 * @property {number | null} value null where the release gives none
 * @property {number | null} low
 * @property {number | null} high
 * @property {number | null} noise standard deviation of the noise in the value
 */

/** The share in a row of a table of counts. The noise is that of the count, over the people of the group. */
export const shareOf = (row, people) => ({
  value: numberIn(row.share),
  low: numberIn(row.ci_low),
  high: numberIn(row.ci_high),
  noise: people > 0 ? numberIn(row.sd_consistent) / people : null,
});

/** The consistent count in a row; its interval covers the noise alone. */
export function countOf(row) {
  const [value, noise] = [numberIn(row.count_consistent), numberIn(row.sd_consistent)];
  return value === null ? { value, low: null, high: null, noise } : { value, low: value - Z * noise, high: value + Z * noise, noise };
}

/** The sum of the consistent counts of rows. */
export const peopleIn = (rows) => rows.reduce((sum, row) => sum + (numberIn(row.count_consistent) ?? 0), 0);

/**
 * The share of people who chose one of several options of an item, out of those who were asked. The interval is found as the service
 * finds those in its files: the shares p for which part - p x whole is less than 1.96 standard deviations from 0.
 * @param {object[]} part rows of the options
 * @param {object[]} whole rows of all options of the people who were asked
 * @returns {Estimate}
 */
export function shareOfOptions(part, whole) {
  const people = peopleIn(whole);
  if (part.length === 1) return shareOf(part[0], people);
  if (part.some((row) => row.share === '')) return { value: null, low: null, high: null, noise: null };
  const [count, value] = [peopleIn(part), peopleIn(part) / people];
  const [ofPart, ofBoth, ofWhole] = [covariance(part, part), covariance(part, whole), covariance(whole, whole)];
  // Between 0 and 1 chance adds the binomial variance, people x p (1 - p).
  const roots = (sampled) => {
    const square = people ** 2 - Z ** 2 * (ofWhole - sampled);
    const middle = count * people - Z ** 2 * (ofBoth - sampled / 2);
    const root = Math.sqrt(Math.max(middle ** 2 - square * (count ** 2 - Z ** 2 * ofPart), 0));
    return [(middle - root) / square, (middle + root) / square];
  };
  const [ofNoise, ofAll] = [roots(0), roots(people)];
  const [low, high] = ofNoise.map((end, place) => (end >= 0 && end <= 1 ? ofAll[place] : end));
  const variance = ofPart - 2 * value * ofBoth + value ** 2 * ofWhole;
  return { value, low, high, noise: Math.sqrt(Math.max(variance, 0)) / people };
}

// Covariance of the noise of two sums of rows of one item. Before the counts were made consistent their noise was independent and of one
// size, and two consistent counts still differ by it: so their covariance is the consistent variance minus the raw variance.
function covariance(some, others) {
  return sum(some, (a) => sum(others, (b) => {
    const consistent = (numberIn(a.sd_consistent) ** 2 + numberIn(b.sd_consistent) ** 2) / 2;
    return a === b ? consistent : consistent - numberIn(a.sd_noise) ** 2;
  }));
}

const sum = (values, of) => values.reduce((total, value) => total + of(value), 0);

/** Whether the intervals are so wide that a picture would show noise. */
export function isTooFew(estimates, widest = WIDEST) {
  const widths = estimates.map(({ low, high }) => (low === null ? Infinity : high - low)).sort((a, b) => a - b);
  if (widths.length === 0) return true;
  const middle = Math.floor(widths.length / 2);
  return (widths.length % 2 ? widths[middle] : (widths[middle - 1] + widths[middle]) / 2) > widest;
}

/** The mark with the largest value; `standsOut` when its interval lies above that of every other mark. */
export function largest(marks) {
  const [first, ...others] = bySize(marks.filter(({ value }) => value !== null));
  return { mark: first, standsOut: Boolean(first) && others.every(({ high }) => high < first.low) };
}

/** The marks with the largest value first, those without a value last. */
export const bySize = (marks) => [...marks].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));

/** The value with the noise drawn again. */
export function redraw({ value, noise }) {
  // Box-Muller. 1 - random() is never 0.
  const gaussian = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return value + (noise ?? 0) * gaussian;
}
