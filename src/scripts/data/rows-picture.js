// A picture with a row for every mark: the label, a dot with its interval, and the value in words.
import { h } from '../widget/dom.js';
import { axisBottom, scaleLinear, select } from './d3.js';
import { extentOf, line, markIn, svgOf, textSize, ticksFor } from './picture.js';
import { t } from './text.js';

/**
 * Draws groups of marks on one scale.
 * @param {HTMLElement} container on the page, so that its width is known
 * @param {object} content
 * @param {{ title?: string, marks: object[] }[]} content.groups
 * @param {object} content.format of the values
 * @param {number} [content.reference] where an upright line is drawn
 * @returns {(draws: Map<object, number>, place: number) => void} adds a faint dot to marks, at a place from 0 to 1 across the line
 */
export function drawRows(container, { groups, format, reference }) {
  const marks = groups.flatMap((group) => group.marks);
  const rows = new Map(marks.map((mark) => [mark, rowOf(mark, format)]));
  const scales = groups.map(() => h('div', { class: 'plot' }));
  container.replaceChildren(...groups.map(({ title, marks: members }, place) => h('div', { class: 'group' },
    title && h('p', { class: 'group-title' }, title),
    members.map((mark) => rows.get(mark)),
    h('div', { class: 'row scale' }, scales[place]))));

  const width = Math.max(scales[0].clientWidth, 80);
  // The edge has room for half of the first and the last label of the axis, such as "100 %".
  const [height, edge] = [1.4 * textSize(), 1.3 * textSize()];
  const x = scaleLinear(extentOf(marks, 0, ...reference === undefined ? [] : [reference]), [edge, width - edge]).nice();
  const ticks = x.ticks(ticksFor(width, 4));
  const layers = new Map();
  for (const [mark, row] of rows) {
    const svg = svgOf(width, height);
    for (const tick of ticks) line(svg, tick === 0 ? 'zero' : 'grid', [x(tick), 0], [x(tick), height]);
    if (reference !== undefined) line(svg, 'reference', [x(reference), 0], [x(reference), height]);
    if (mark.value !== null) layers.set(mark, drawMark(svg, mark, x, height));
    row.querySelector('.plot').append(svg.node());
  }

  for (const scale of scales) {
    const svg = svgOf(width, 1.6 * textSize());
    svg.append('g').attr('class', 'axis').call(axisBottom(x).tickValues(ticks).tickFormat(format.short).tickSizeOuter(0));
    scale.append(svg.node());
  }

  return (draws, place) => {
    for (const [mark, value] of draws) {
      select(layers.get(mark)).append('circle').attr('class', 'draw').attr('cx', x(value)).attr('cy', place * height)
        .attr('r', 0.22 * textSize());
    }
  };
}

function rowOf({ label, value, low, high }, format) {
  const [short, from, to] = [value, low, high].map((number) => (number === null ? '' : format.short(number)));
  const words = value === null ? t('totals.unknownValue') : t('totals.range', { value: short, low: from, high: to });
  return h('div', { class: 'row' },
    h('span', { class: 'label' }, label), h('div', { class: 'plot' }), h('span', { class: 'value' }, words));
}

function drawMark(svg, mark, x, height) {
  const [group, middle, cap] = [markIn(svg, mark), height / 2, 0.3 * textSize()];
  line(group, 'whisker', [x(mark.low), middle], [x(mark.high), middle]);
  for (const end of [mark.low, mark.high]) line(group, 'whisker', [x(end), middle - cap], [x(end), middle + cap]);
  const draws = group.append('g');
  group.append('circle').attr('class', 'dot').attr('cx', x(mark.value)).attr('cy', middle).attr('r', 0.3 * textSize());
  return draws.node();
}
