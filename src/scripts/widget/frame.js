// The page inside a frame: creates the widget from the query of the frame URL and reports its height to the embedding page.
// Messages go to the parent window only and contain the details of the widget's events, never an answer.
import { allowed, ATTRIBUTES, MESSAGE, NAMES, settingsFrom, TOKENS } from './frame-settings.js';
import { TITLES } from './own-words.js';
import { observeVisiblePart } from './visible-part.js';
import './ketamine-screening.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'leave'];
// How far above the visible part the embedding page may place the bar, in pixels, and below its beginning, as a share of its height.
const ABOVE = 16;
const BELOW = 1 / 3;

const widget = document.createElement('ketamine-screening');
let stickyTop = 0;
let sentHeight = 0;

function apply(name, value) {
  // Only an embedding page may set where "leave" leads; a plain link to this page must not redirect people elsewhere.
  if (name === 'leave-to' && window.parent === window) return;
  if (name === 'sticky-top') stickyTop = parseInt(value ?? 0, 10);
  else if (name in TOKENS) widget.style.setProperty(`--ks-${name}`, value ?? '');
  else if (value === null) widget.removeAttribute(name);
  else widget.setAttribute(name, value);
  if (name === 'theme') document.documentElement.style.colorScheme = value === 'light' || value === 'dark' ? value : '';
}

for (const [name, value] of Object.entries(settingsFrom(new URLSearchParams(location.search)))) {
  if (value !== null) apply(name, value);
}

// The embedding page sends the first message, which reveals its origin; messages to it are queued until then. A sandboxed page has no
// origin that messages can be addressed to. They reach nobody else then: a frame does not outlive the page that contains it.
let host = null;
const queue = [];
const send = (type, detail) => {
  if (host === null) queue.push({ type, detail });
  else window.parent.postMessage({ source: MESSAGE, type, detail }, host === 'null' ? '*' : host);
};

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== window.parent || window.parent === window || data?.source !== MESSAGE) return;
  const { type, detail } = data;
  if (type === 'hello' && host === null) {
    host = origin;
    sendHeight();
    for (const message of queue.splice(0)) send(message.type, message.detail);
  }
  if (origin !== host) return;
  if (type === 'view' && Number.isFinite(detail?.top)) keepBarVisible(detail.top);
  // Height of the window around the frame, above which the widget does not grow once it scrolls inside.
  if (type === 'view' && Number.isFinite(detail?.height)) setViewHeight(detail.height);
  if (type === 'set' && NAMES.includes(detail?.name)) apply(detail.name, allowed(detail.name, detail.value));
});

function setViewHeight(height) {
  document.documentElement.style.setProperty('--view-height', `${height}px`);
}

// The bar stays at the beginning of the visible part. The embedding page reports that place sooner, and knows what covers it, but the bar
// cannot be pushed away by its reports.
let visible = { clip: 0, height: 0 };
// The largest visible part so far stands for the window, whose height a frame cannot see.
let largest = 0;
let reported = null;
function keepBarVisible(top = reported) {
  reported = top;
  if (largest === 0) return;
  const below = visible.clip > 0 ? stickyTop : 0;
  const wanted = reported ?? visible.clip + below;
  const clip = Math.min(Math.max(wanted, visible.clip - ABOVE), visible.clip + visible.height * BELOW);
  widget.visiblePart = { clip: Math.max(0, clip), height: largest };
}

// The texts can be in another language than the one asked for.
widget.addEventListener('ks-ready', () => {
  const { lang, dir } = widget.shadowRoot.querySelector('.screen');
  Object.assign(document.documentElement, { lang, dir });
  document.title = TITLES[lang] ?? document.title;
});

for (const name of EVENTS) {
  widget.addEventListener(`ks-${name}`, (event) => {
    // Browsers do not draw a frame outside of the screen, so its height is measured here too.
    sendHeight();
    send(name, event.detail ?? {});
  });
}

// A new view focuses its heading. The frame itself does not scroll, so the embedding page has to scroll the heading into view.
widget.addEventListener('focusin', (event) => {
  const target = event.composedPath()[0];
  if (target.tabIndex >= 0) return;
  // A widget that scrolls inside is revealed as a whole: the position of a heading in it could tell the result.
  if (widget.isContained) return send('reveal', { top: 0, margin: 0, isWhole: true });
  const margin = parseFloat(getComputedStyle(target).scrollMarginBlockStart) || 0;
  send('reveal', { top: target.getBoundingClientRect().top, margin });
});

function sendHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === 0 || height === sentHeight) return;
  sentHeight = height;
  send('resized', { height });
}

new ResizeObserver(sendHeight).observe(document.body);
document.body.append(widget);
observeVisiblePart((part) => {
  visible = part;
  largest = Math.max(largest, part.height);
  keepBarVisible();
});
