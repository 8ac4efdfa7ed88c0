// Says that work takes longer than a moment, beside the control that was pressed.
import { h } from './dom.js';

/**
 * Marks a control as busy until work is done. The view stays, and with it the focus.
 * @template T
 * @param {Element | null} control
 * @param {string} text shown and announced when the work takes longer than the delay
 * @param {number} delay in milliseconds
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileBusy(control, text, delay, work) {
  if (!control) return work;
  // A live region is announced only if it was there before its text.
  const note = h('p', { class: 'busy', role: 'status' });
  control.setAttribute('aria-busy', 'true');
  (control.closest('.pair, .steps, .actions') ?? control).after(note);
  const timer = setTimeout(() => (note.textContent = text), delay);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    note.remove();
    control.removeAttribute('aria-busy');
  }
}
