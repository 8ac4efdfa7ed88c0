// Everything from the first question to the result. The first step does not wait for it.
import { outcome } from './outcome.js';
import { section } from './questions.js';
import { summary } from './summary.js';

export { Journey } from './journey.js';
export { score } from './score.js';
export const views = { section, result: outcome, summary };
