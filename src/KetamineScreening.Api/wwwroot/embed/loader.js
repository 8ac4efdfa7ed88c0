// Embeds the self-check into a page as a frame, with two lines of HTML:
//
//   <div data-ketamine-screening data-country="GB"></div>
//   <script type="module" src="https://YOUR-SERVICE/embed/loader.js"></script>
//
// The frame gets the height of its content, and the element dispatches the events of the widget. The content of the element stays
// visible until the frame sends its first message. See /embed/demo.
import { ATTRIBUTES, MESSAGE, TOKENS } from './frame-settings.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'resized', 'leave'];
// Bounds of the height of the frame, and space above a heading that is scrolled into view, in pixels.
const MIN_HEIGHT = 150;
const MAX_HEIGHT = 20_000;
const SCROLL_MARGIN = 96;

/**
 * Creates the frame inside an element. This happens automatically for elements with `data-ketamine-screening` present at load time.
 * @param {HTMLElement} element
 * @returns {() => void} removes the frame
 */
export function embed(element) {
  const address = new URL('frame', import.meta.url);
  for (const name of [...Object.keys(ATTRIBUTES), ...Object.keys(TOKENS)]) {
    const value = element.getAttribute(`data-${name}`);
    if (value !== null) address.searchParams.set(name, value);
  }

  const frame = document.createElement('iframe');
  frame.title = element.dataset.title ?? 'Ketamine self-check';
  frame.src = address;
  frame.allow = '';
  frame.referrerPolicy = 'no-referrer';
  // Set as properties, because a strict Content Security Policy forbids the style attribute.
  Object.assign(frame.style, { display: 'none', inlineSize: '100%', border: '0' });

  const send = (type, detail) => frame.contentWindow?.postMessage({ source: MESSAGE, type, detail }, address.origin);
  const sendView = () => send('view', {
    top: Math.max(0, -frame.getBoundingClientRect().top),
    // Not innerHeight, which changes while a phone hides the bar of its browser.
    height: document.documentElement.clientHeight,
  });
  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.source !== MESSAGE) return;
    const { type, detail } = data;
    show(element, frame);
    if (type === 'reveal') reveal(frame, detail.top);
    if (type === 'resized') resize(frame, detail.height);
    if (EVENTS.includes(type)) element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (type === 'leave') leave(detail.to);
  }, { signal });
  frame.addEventListener('load', () => (send('hello'), sendView()), { signal });
  window.addEventListener('scroll', sendView, { capture: true, passive: true, signal });
  window.addEventListener('resize', sendView, { signal });

  element.append(frame);
  return () => {
    listeners.abort();
    frame.remove();
  };
}

function show(element, frame) {
  if (frame.style.display === 'block') return;
  for (const node of [...element.childNodes]) if (node !== frame) node.remove();
  frame.style.display = 'block';
}

function resize(frame, height) {
  if (Number.isFinite(height)) frame.style.blockSize = `${Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, height))}px`;
}

// Scrolls the page to the beginning of a view, or to the whole frame where it scrolls inside and sends no position.
function reveal(frame, top) {
  const box = frame.getBoundingClientRect();
  if (top === null) {
    frame.style.scrollMarginBlockStart = '0';
    if (box.top < 0 || box.bottom > innerHeight) frame.scrollIntoView();
    return;
  }
  const position = box.top + top;
  if (!Number.isFinite(position) || (position >= 0 && position <= innerHeight / 2)) return;
  frame.style.scrollMarginBlockStart = `${SCROLL_MARGIN - top}px`;
  frame.scrollIntoView();
}

// Browsers may not let a frame navigate its parent page after keyboard input only, so the parent navigates itself.
function leave(to) {
  let address;
  try {
    // Not URL.parse, which older browsers lack (Chrome and Firefox before 126, Safari before 18).
    address = new URL(to);
  } catch {
    return;
  }
  if (address.protocol === 'https:' || address.protocol === 'http:') location.replace(address);
}

for (const element of document.querySelectorAll('[data-ketamine-screening]')) embed(element);
