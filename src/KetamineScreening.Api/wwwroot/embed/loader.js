// Puts the self-check into a page as a frame, with two lines of HTML:
//
//   <div data-ketamine-screening data-country="GB"></div>
//   <script type="module" src="https://HOST/embed/loader.js"></script>
//
// The frame is as high as its content. Events of the widget happen again at the element. What stands inside the element is
// shown until the frame is there, so a link to the page itself is a good thing to put there.
import { ATTRIBUTES, MESSAGE, TOKENS } from './frame-settings.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'resized'];
const LEAST = 150;
const MOST = 20000;
const ELSEWHERE = 'https://www.wikipedia.org/';

/** Makes the frame in an element. The loader does so by itself for every element with `data-ketamine-screening`. */
export function embed(element) {
  const address = new URL('frame', import.meta.url);
  for (const name of [...Object.keys(ATTRIBUTES), ...Object.keys(TOKENS)]) {
    if (element.hasAttribute(`data-${name}`)) address.searchParams.set(name, element.getAttribute(`data-${name}`));
  }

  const frame = document.createElement('iframe');
  frame.title = element.dataset.title ?? 'Ketamine self-check';
  frame.src = address;
  frame.allow = '';
  frame.referrerPolicy = 'no-referrer';
  // By its own declarations, which the strictest policy of a page allows. As high as a screen would never shrink again.
  Object.assign(frame.style, { display: 'block', inlineSize: '100%', blockSize: '600px', border: '0' });

  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.source !== MESSAGE) return;
    if (data.type === 'leave') location.replace(leaveTo(element));
    if (!EVENTS.includes(data.type)) return;
    if (data.type === 'resized') resize(frame, data.detail?.height);
    // A new part begins at its top, even if the frame's top is no longer to be seen.
    if (data.type === 'section' && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    element.dispatchEvent(new CustomEvent(data.type, { detail: data.detail, bubbles: true, composed: true }));
  });
  frame.addEventListener('load', () => frame.contentWindow.postMessage({ source: MESSAGE, type: 'hello' }, address.origin));

  element.replaceChildren(frame);
  return frame;
}

function resize(frame, height) {
  if (Number.isFinite(height)) frame.style.blockSize = `${Math.min(MOST, Math.max(LEAST, height))}px`;
}

function leaveTo(element) {
  const wanted = element.dataset.leaveTo ?? '';
  return ATTRIBUTES['leave-to'].test(wanted) ? wanted : ELSEWHERE;
}

for (const element of document.querySelectorAll('[data-ketamine-screening]')) embed(element);
