import type { KetamineScreeningEvents } from './ketamine-screening.js';

/**
 * Shows the widget in a frame inside an element, with the settings of its `data-` attributes; `data-api` is required. Elements with the
 * attribute `data-ketamine-screening` get a frame by themselves, except inside of shadow roots.
 * @returns a function that removes the frame
 */
export function embed(element: HTMLElement): () => void;

declare global {
  interface GlobalEventHandlersEventMap extends KetamineScreeningEvents {}
}
