// Answers saved in localStorage: only when the person asks for it, for one questionnaire version, for at most a week.

const STORAGE_KEY = 'ketamine-screening';
const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Loads the saved answers and deletes them when they have expired.
 * @returns {{ questionnaire: string, version: string, title: string, state: object } | null}
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
 * Saves the state of a journey.
 * @returns {boolean} false when the browser does not allow storage
 */
export function save(journey) {
  const { id, version, title } = journey.questionnaire;
  const entry = { questionnaire: id, version, title, until: Date.now() + WEEK, state: journey.state };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

/** Deletes the saved answers. */
export function clear() {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is disabled, so no answers can be saved.
  }
}
