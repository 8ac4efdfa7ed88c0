// Puts the self-check into a page as a frame, with two lines of HTML:
//
//   <div data-ketamine-screening data-country="GB"></div>
//   <script type="module" src="https://YOUR-SERVICE/embed/loader.js"></script>
//
// The frame is as high as its content, and events of the widget happen again at the element. What stands in the element is
// shown until the frame has said something, and stays where it cannot. See /embed/demo.
import { ATTRIBUTES, MESSAGE, TOKENS } from './frame-settings.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'resized', 'leave'];
const LEAST = 150;
const MOST = 20_000;
const ROOM_ABOVE = 96;

/**
 * Makes the frame in an element. For elements with `data-ketamine-screening` that are there when this loads it happens by itself.
 * @param {HTMLElement} element
 * @returns {() => void} takes the frame away again
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
  // One by one and not as an attribute, which a strict policy of the page would forbid.
  Object.assign(frame.style, { display: 'none', inlineSize: '100%', border: '0' });

  const tell = (type, detail) => frame.contentWindow?.postMessage({ source: MESSAGE, type, detail }, address.origin);
  const tellView = () => tell('view', { top: Math.max(0, -frame.getBoundingClientRect().top) });
  const end = new AbortController();
  const { signal } = end;
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.source !== MESSAGE) return;
    const { type, detail } = data;
    show(element, frame);
    if (type === 'reveal') reveal(frame, detail.top);
    if (type === 'resized') resize(frame, detail.height);
    if (EVENTS.includes(type)) element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (type === 'leave') leave(detail.to);
  }, { signal });
  frame.addEventListener('load', () => (tell('hello'), tellView()), { signal });
  window.addEventListener('scroll', tellView, { capture: true, passive: true, signal });
  window.addEventListener('resize', tellView, { signal });

  element.append(frame);
  return () => {
    end.abort();
    frame.remove();
  };
}

function show(element, frame) {
  if (frame.style.display === 'block') return;
  for (const node of [...element.childNodes]) if (node !== frame) node.remove();
  frame.style.display = 'block';
}

function resize(frame, height) {
  if (Number.isFinite(height)) frame.style.blockSize = `${Math.min(MOST, Math.max(LEAST, height))}px`;
}

// The beginning of a step: a frame that is as high as its content has nothing to scroll.
function reveal(frame, top) {
  const place = frame.getBoundingClientRect().top + top;
  if (!Number.isFinite(place) || (place >= 0 && place <= innerHeight / 2)) return;
  frame.style.scrollMarginBlockStart = `${ROOM_ABOVE - top}px`;
  frame.scrollIntoView();
}

// A frame may not leave the page around it by itself when its person used the keyboard only.
function leave(to) {
  const address = URL.parse(to);
  if (address?.protocol === 'https:' || address?.protocol === 'http:') location.replace(address);
}

for (const element of document.querySelectorAll('[data-ketamine-screening]')) embed(element);
