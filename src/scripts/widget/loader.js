// Embeds the self-check into a page as a frame, with two lines of HTML:
//
//   <div data-ketamine-screening data-country="GB"></div>
//   <script type="module" src="https://YOUR-SERVICE/embed/loader.js"></script>
//
// The frame gets the height of its content, and the element dispatches the events of the widget. The content of the element stays
// visible until the frame sends its first message. Elements can be added, changed and removed at any time. See /embed/demo.
import { EmbeddedFrame } from './embedded-frame.js';
import { NAMES } from './frame-settings.js';
import { baseOf } from './settings.js';

const SELECTOR = '[data-ketamine-screening]';
const frames = new Map();

/**
 * Creates the frame inside an element. This happens automatically for elements with `data-ketamine-screening`, except inside of shadow
 * roots.
 * @param {HTMLElement} element
 * @returns {() => void} removes the frame
 */
export function embed(element) {
  const base = baseOf(element.dataset.api ?? null);
  if (base && !frames.has(element)) frames.set(element, new EmbeddedFrame(element, base));
  return () => {
    frames.get(element)?.remove();
    frames.delete(element);
  };
}

function embedAll(root) {
  if (root.matches?.(SELECTOR)) embed(root);
  for (const element of root.querySelectorAll?.(SELECTOR) ?? []) embed(element);
}

function follow(records) {
  for (const { type, target, attributeName, addedNodes } of records) {
    if (type === 'attributes') frames.get(target)?.change(attributeName.slice('data-'.length));
    for (const node of addedNodes) if (node.isConnected) embedAll(node);
  }
  for (const [element, frame] of frames) {
    if (element.isConnected) continue;
    frame.remove();
    frames.delete(element);
  }
}

// Without a document, as on a server, the import does nothing.
if (globalThis.document) {
  embedAll(document);
  const attributeFilter = [...NAMES, 'title'].map((name) => `data-${name}`);
  new MutationObserver(follow).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter });
}
