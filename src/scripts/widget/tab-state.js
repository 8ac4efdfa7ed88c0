// The screening of this tab in sessionStorage, so that a reload, or a phone that closes the tab while it calls, loses nothing.
// Only on a page of its own: in other people's pages the storage belongs to them.

const STORAGE_KEY = 'ketamine-screening';
// Times in milliseconds: after the last activity, and after the page was left for another one.
const HALF_HOUR = 30 * 60 * 1000;
export const TEN_MINUTES = 10 * 60 * 1000;

/** Whether a time is not longer ago than a limit; a clock that was set back proves nothing. */
export const isRecent = (time, limit) => Date.now() >= time && Date.now() - time < limit;

/** Whether the page was loaded again in its place, by the person or because the browser had dropped it. */
export const isReload = () => document.wasDiscarded || performance.getEntriesByType('navigation')[0]?.type === 'reload';

let timer;
let nextView;

/** Notes the view at which the person goes on after a change of the language, which loads the page anew. */
export const goOnAt = (view) => (nextView = view);

/** Saves the state for half an hour; without storage there is none. */
export function save(state) {
  clearTimeout(timer);
  timer = setTimeout(clear, HALF_HOUR);
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...state, nextView, savedAt: Date.now() }));
  } catch {
    // A reload begins anew then.
  }
}

/** Saves the chosen country alone, only before a change of the language. */
export const saveCountry = (country) => nextView && country !== null && save({ country });

/**
 * Loads the state, and deletes it when it is too old.
 * @returns {object | null}
 */
export function load() {
  try {
    const state = JSON.parse(sessionStorage.getItem(STORAGE_KEY));
    if (state && isRecent(state.savedAt, isReload() ? HALF_HOUR : TEN_MINUTES)) return state;
  } catch {
    // Storage is disabled or the entry is not valid JSON.
  }
  clear();
  return null;
}

/** Deletes the state. */
export function clear() {
  clearTimeout(timer);
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is disabled, so there is no state.
  }
}
