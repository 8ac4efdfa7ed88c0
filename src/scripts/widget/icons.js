// Six icons as outlines. Each stands beside words and is hidden from screen readers.

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  telephone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  message: 'M4 4h16v12H10l-5 4v-4H4z',
  globe: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  printer: 'M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7v5l3 3',
  door: 'M10 3H4v18h6M10 12h10M16 8l4 4l-4 4',
};

/**
 * Creates an icon in the colour of the text beside it.
 * @param {keyof PATHS} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  for (const [key, value] of Object.entries({ class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' })) {
    svg.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
}
