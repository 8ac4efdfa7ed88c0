// Leaving quickly.

/**
 * Blanks the page and replaces its history entry with another site. Views have no history entries of their own, so "back" does not
 * lead to them. In a frame the top page is replaced if the browser allows it; otherwise the page can handle the event `leave`.
 */
export function leavePage(url) {
  if (window.top === window) {
    document.documentElement.hidden = true;
    document.title = new URL(url).hostname;
    return location.replace(url);
  }
  try {
    window.top.location.replace(url);
  } catch {
    // A sandboxed frame stays open, but it is blank.
  }
}
