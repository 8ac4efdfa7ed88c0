// The modules needed from the first question on. They are imported dynamically, so the first view does not wait for them.
import { about, consent } from './consent.js';
import { cover } from './cover.js';
import { outcome, replaced } from './outcome.js';
import { section } from './questions.js';
import { review } from './review.js';
import { summary } from './summary.js';

export { Journey } from './journey.js';
export { score } from './score.js';
export const views = { section, review, consent, about, result: outcome, replaced, summary, cover };
