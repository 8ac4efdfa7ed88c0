// The page inside a frame: it shows the widget as the frame's address says, and tells the page around it how high it is.
// Messages go to the window that framed us and to nobody else, and hold what the widget's events hold: never an answer.
import { MESSAGE, settingsFrom } from './frame-settings.js';
import './ketamine-screening.js';

const EVENTS = ['ready', 'started', 'section', 'completed', 'leave'];

const { attributes, tokens } = settingsFrom(new URLSearchParams(location.search));
// Nobody but a page that shows us may say where to leave to: a link to us alone must not lead astray.
if (window.parent === window) delete attributes['leave-to'];
const widget = document.createElement('ketamine-screening');
for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
for (const [name, value] of Object.entries(tokens)) widget.style.setProperty(name, value);
if (attributes.theme && attributes.theme !== 'auto') document.documentElement.style.colorScheme = attributes.theme;
if (attributes.lang) document.documentElement.lang = attributes.lang;

// The page around us speaks first, and so tells its origin; what happens before that waits.
let host = null;
const waiting = [];
const send = (type, detail) => (host === null ? waiting.push({ type, detail }) : window.parent.postMessage({ source: MESSAGE, type, detail }, host));

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== window.parent || window.parent === window || data?.source !== MESSAGE) return;
  if (data.type === 'hello' && host === null && origin !== 'null') {
    host = origin;
    for (const { type, detail } of waiting.splice(0)) send(type, detail);
  }
  // How much of us is above the window: the bar with the way out stays where it can be seen.
  if (data.type === 'view' && origin === host && Number.isFinite(data.detail?.top)) {
    document.documentElement.style.setProperty('--view-top', `${data.detail.top}px`);
  }
});

for (const name of EVENTS) widget.addEventListener(name, (event) => send(name, event.detail ?? {}));

// A step begins at its heading, which gets the focus. Here nothing scrolls, so the page around us has to bring it into view.
widget.addEventListener('focusin', (event) => {
  const target = event.composedPath()[0];
  if (target.tabIndex < 0) send('reveal', { top: target.getBoundingClientRect().top });
});

new ResizeObserver(() => send('resized', { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
document.body.append(widget);
