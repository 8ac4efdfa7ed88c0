// Numbers of telephones, codes and addresses inside texts.
import { h } from './dom.js';

// A number of two groups or more, such as "0800 1110111".
const GROUPS = /(\+?\d+(?:[ \u00a0-]\d+)+)/;

/** A number or an address, which runs from left to right in every script. */
export const ltr = (text) => h('bdi', { dir: 'ltr' }, text);

/** A text whose numbers keep the order of their groups, which scripts from right to left would reverse. */
export const withNumbers = (text) => text && text.split(GROUPS).map((part, index) => (index % 2 ? ltr(part) : part)).filter(Boolean);
