// The modules needed from the first question on. They are imported dynamically, so the first view does not wait for them.
import { outcome, replaced } from './outcome.js';
import { section } from './questions.js';
import { summary } from './summary.js';

export { Journey } from './journey.js';
export { score } from './score.js';
export const views = { section, result: outcome, replaced, summary };
