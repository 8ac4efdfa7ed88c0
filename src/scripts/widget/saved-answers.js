// Answers and result saved in localStorage: only when the person asks for it, for one questionnaire version, for at most a week.

const STORAGE_KEY = 'ketamine-screening';
const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Loads what was saved and deletes it when it has expired.
 * @returns {{ questionnaire: string, version: string, language: string, title: string, state: object, result?: object, failure?: string }
 *   | null}
 */
export function load() {
  try {
    const saved = JSON.parse(localStorage.getItem(STORAGE_KEY));
    if (saved && Date.now() < saved.until) return saved;
  } catch {
    // Storage is disabled or the entry is not valid JSON; both count as no saved answers.
  }
  clear();
  return null;
}

/**
 * Saves a screening.
 * @returns {boolean} false when the browser does not allow storage
 */
export function save({ journey, result, failure }) {
  const { id, version, language, title } = journey.questionnaire;
  const entry = { questionnaire: id, version, language, title, until: Date.now() + WEEK, state: journey.state, result, failure };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

/** Whether the answers are still saved. Another tab can have deleted them. */
export function areSaved() {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return false;
  }
}

/** Deletes what was saved. */
export function clear() {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is disabled, so nothing can be saved.
  }
}
