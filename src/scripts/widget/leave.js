// Leaving quickly.

// How long leaving waits for the history at most, in milliseconds.
const HISTORY_TIMEOUT = 200;
// The name says nothing to somebody who looks into the storage of the browser.
const KEY = 'left';

/**
 * Blanks the page and replaces it with another site.
 * @param {string} url
 * @param {Trail | null} trail the trail of a page of its own. Its entries of the history come after the one that is replaced, so that
 *   "back" does not lead to them; `leaveAgain` takes "forward" to the other site too.
 */
export async function leavePage(url, trail) {
  if (window.top !== window) return leaveFrame(url);
  document.documentElement.hidden = true;
  document.title = new URL(url).hostname;
  if (trail) {
    remember(url);
    await Promise.race([trail.reset(), new Promise((resolve) => setTimeout(resolve, HISTORY_TIMEOUT))]);
  }
  location.replace(url);
}

// The top page is replaced if the browser allows it; otherwise the page can handle the event `leave`.
function leaveFrame(url) {
  try {
    window.top.location.replace(url);
  } catch {
    // A sandboxed frame stays open, but it is blank.
  }
}

/**
 * Leaves again when the person, or the next one, returns through the history to a page that was left.
 * @returns {boolean} whether it does
 */
export function leaveAgain() {
  try {
    const url = sessionStorage.getItem(KEY);
    const [navigation] = performance.getEntriesByType('navigation');
    if (url && navigation?.type === 'back_forward') {
      document.documentElement.hidden = true;
      location.replace(url);
      return true;
    }
    sessionStorage.removeItem(KEY);
  } catch {
    // Without storage, "forward" shows the first view.
  }
  return false;
}

function remember(url) {
  try {
    sessionStorage.setItem(KEY, url);
  } catch {
    // See above.
  }
}
