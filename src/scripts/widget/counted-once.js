// A note on this device that the person was counted in this period: only when the person asks to be counted once.

const STORAGE_KEY = 'ketamine-screening-counted';

/** The current quarter or year in UTC, as the service counts. */
function periodOf(length) {
  const now = new Date();
  const quarter = length === 'year' ? '' : `-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
  return `${now.getUTCFullYear()}${quarter}`;
}

/** Whether the device has a note for a questionnaire in the current period; notes of other periods are deleted. */
export function isNoted(questionnaire, length) {
  return notes(length).includes(questionnaire);
}

/** Notes that the answers to a questionnaire were counted. */
export function note(questionnaire, length) {
  const counted = [...new Set([...notes(length), questionnaire])];
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ period: periodOf(length), counted }));
  } catch {
    // Without storage, the next screening is counted too.
  }
}

/** Deletes all notes. */
export function clear() {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is disabled, so there are no notes.
  }
}

function notes(length) {
  try {
    const { period, counted } = JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? {};
    if (period === periodOf(length) && Array.isArray(counted)) return counted;
  } catch {
    // Storage is disabled or the entry is not valid JSON.
  }
  clear();
  return [];
}
