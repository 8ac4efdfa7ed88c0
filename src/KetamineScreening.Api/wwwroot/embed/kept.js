// Answers kept on this device: only when the person asks for it, for one version, for a week at most.

const NAME = 'ketamine-screening';
const WEEK = 7 * 24 * 60 * 60 * 1000;

/** @returns {{ questionnaire: string, version: string, title: string, state: object } | null} */
export function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME));
    if (kept && Date.now() < kept.until) return kept;
  } catch {
    // A browser may forbid storage altogether, and what cannot be read is as good as nothing.
  }
  forget();
  return null;
}

/** @returns {boolean} whether the browser lets us */
export function write(journey) {
  const { id, version, title } = journey.questionnaire;
  try {
    localStorage.setItem(NAME, JSON.stringify({ questionnaire: id, version, title, until: Date.now() + WEEK, state: journey.state }));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing can be there either.
  }
}
