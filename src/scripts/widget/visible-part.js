// Observes which part of a frame is on the screen, without the help of the embedding page. An observer without a root measures against
// the viewport of the top page, across origins too.

const THRESHOLDS = Array.from({ length: 101 }, (_, index) => index / 100);

/**
 * @param {(part: { clip: number, height: number }) => void} onChange is told the height that is cut off above the visible part of the
 *   frame's viewport, and the height of that part, in pixels
 */
export function observeVisiblePart(onChange) {
  // The share of a long page that is visible stays the same while it scrolls. A strip that begins above the visible part and ends in its
  // middle gains or loses a share with every scroll in either direction; it then moves on to the new place.
  const strip = document.createElement('div');
  Object.assign(strip.style, { position: 'absolute', insetInlineStart: '0', inlineSize: '1px', visibility: 'hidden' });
  const { body } = document;
  const measure = () => {
    observer.unobserve(body);
    observer.observe(body);
  };
  const observer = new IntersectionObserver((entries) => {
    const whole = entries.findLast(({ target }) => target === body);
    if (!whole) return measure();
    const { isIntersecting, intersectionRect: { top, height } } = whole;
    if (!isIntersecting) return;
    const from = Math.max(0, top + scrollY - height);
    strip.style.insetBlockStart = `${from}px`;
    strip.style.blockSize = `${Math.max(1, top + scrollY + height / 2 - from)}px`;
    onChange({ clip: Math.max(0, top), height });
  }, { threshold: THRESHOLDS });
  body.append(strip);
  observer.observe(body);
  observer.observe(strip);
}
