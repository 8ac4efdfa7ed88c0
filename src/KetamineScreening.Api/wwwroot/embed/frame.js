// The page inside a frame: creates the widget from the query of the frame URL and reports its height to the embedding page.
// Messages go to the parent window only and contain the details of the widget's events, never an answer.
import { MESSAGE, settingsFrom } from './frame-settings.js';
import './ketamine-screening.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'leave'];

const { attributes, tokens } = settingsFrom(new URLSearchParams(location.search));
// Only an embedding page may set where "leave" leads; a plain link to this page must not redirect people elsewhere.
if (window.parent === window) delete attributes['leave-to'];
const widget = document.createElement('ketamine-screening');
for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
for (const [name, value] of Object.entries(tokens)) widget.style.setProperty(name, value);
if (attributes.theme && attributes.theme !== 'auto') document.documentElement.style.colorScheme = attributes.theme;
if (attributes.lang) document.documentElement.lang = attributes.lang;

// The embedding page sends the first message, which reveals its origin; messages to it are queued until then.
let host = null;
const queue = [];
const send = (type, detail) => {
  if (host === null) queue.push({ type, detail });
  else window.parent.postMessage({ source: MESSAGE, type, detail }, host);
};

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== window.parent || window.parent === window || data?.source !== MESSAGE) return;
  if (data.type === 'hello' && host === null && origin !== 'null') {
    host = origin;
    for (const { type, detail } of queue.splice(0)) send(type, detail);
  }
  // Height of the part of the frame above the viewport, by which the bar is moved so that it stays visible.
  if (data.type === 'view' && origin === host && Number.isFinite(data.detail?.top)) {
    document.documentElement.style.setProperty('--view-top', `${data.detail.top}px`);
  }
  // Height of the window around the frame, above which the widget does not grow once it scrolls inside.
  if (data.type === 'view' && origin === host && Number.isFinite(data.detail?.height)) {
    document.documentElement.style.setProperty('--view-height', `${data.detail.height}px`);
  }
});

for (const name of EVENTS) widget.addEventListener(name, (event) => send(name, event.detail ?? {}));

// A new view focuses its heading. The frame itself does not scroll, so the embedding page has to scroll the heading into view.
widget.addEventListener('focusin', (event) => {
  const target = event.composedPath()[0];
  // A widget that scrolls inside is revealed as a whole: the position of a heading in it could tell the result.
  const isContained = widget.shadowRoot.querySelector('.contained') !== null;
  if (target.tabIndex < 0) send('reveal', { top: isContained ? null : target.getBoundingClientRect().top });
});

const sendHeight = () => send('resized', { height: Math.ceil(document.body.getBoundingClientRect().height) });
new ResizeObserver(sendHeight).observe(document.body);
document.body.append(widget);
