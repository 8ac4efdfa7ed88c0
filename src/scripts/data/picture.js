// Parts that all pictures share: drawn with D3, sized in CSS pixels, hidden from screen readers, which have the table.
import { create } from './d3.js';

/** The size of the text of the reader, in pixels; pictures grow with it. */
export const textSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** An SVG element of this size, which shrinks with a narrower page, such as paper. */
export const svgOf = (width, height) => create('svg:svg').attr('viewBox', `0 0 ${width} ${height}`).attr('focusable', 'false');

/** Adds a line. */
export function line(parent, name, [x1, y1], [x2, y2]) {
  return parent.append('line').attr('class', name).attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2);
}

/** Adds a group whose attributes name the numbers that it shows. */
export function markIn(parent, { code, value, low, high }) {
  return parent.append('g').attr('class', 'mark')
    .attr('data-code', code).attr('data-value', value).attr('data-low', low).attr('data-high', high);
}

/** The extent of the marks, with zero and other values in it. */
export function extentOf(marks, ...others) {
  const ends = marks.flatMap(({ value, low, high }) => [value, low, high]).filter((value) => value !== null);
  return [Math.min(...ends, ...others), Math.max(...ends, ...others)];
}

/** The number of ticks that a width has room for. */
export const ticksFor = (width, each) => Math.max(2, Math.min(8, Math.floor(width / (each * textSize()))));
