// Decides whether a press of Escape is meant for the widget. The embedding page has its own uses for the key.

// What the embedding page can have open, and Escape closes.
const LAYERS = [':modal', ':popover-open', '[aria-modal="true"]'];

/** Watches where people act in the page, and tells which presses of Escape are meant for the widget. */
export class EscapeKey {
  #element;
  // Whether the last click, tap or focus was inside the widget.
  #isInside = false;

  /** @param {HTMLElement} element the widget */
  constructor(element) {
    this.#element = element;
  }

  /** Takes note of a pointer or focus event anywhere in the page. */
  note(event) {
    this.#isInside = event.composedPath().includes(this.#element);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} ownsPage whether the page is about nothing but the widget
   */
  isMeant(event, ownsPage) {
    const { key, isComposing, repeat, defaultPrevented } = event;
    if (key !== 'Escape' || isComposing || repeat || defaultPrevented || !isVisible(this.#element) || this.#isBehindLayer()) return false;
    const path = event.composedPath();
    if (ownsPage || path.includes(this.#element)) return true;
    // Without a focus, the key belongs to the place of the last action.
    const hasNoFocus = path[0] === document.body || path[0] === document.documentElement;
    return hasNoFocus && this.#isInside && !path[0].isContentEditable;
  }

  #isBehindLayer() {
    return LAYERS.some((layer) => all(layer).some((node) => !node.contains(this.#element) && isVisible(node)));
  }
}

function all(selector) {
  try {
    return [...document.querySelectorAll(selector)];
  } catch {
    // An older browser does not know the pseudo-class.
    return [];
  }
}

const isVisible = (node) => node.checkVisibility?.({ visibilityProperty: true }) ?? node.getClientRects().length > 0;
