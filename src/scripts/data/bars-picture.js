// A picture with a bar for every score range, its interval, and lines where the bands begin.
import { axisBottom, axisLeft, scaleBand, scaleLinear, select } from './d3.js';
import { extentOf, line, markIn, svgOf, textSize, ticksFor } from './picture.js';

/**
 * Draws bars side by side; a negative bar goes down from zero.
 * @param {HTMLElement} container on the page, so that its width is known
 * @param {object} content
 * @param {object[]} content.marks with the range `from` and `to` of each
 * @param {object} content.format of the values
 * @param {{ at: number, label: string }[]} content.cuts scores at which a line is drawn
 * @returns {(draws: Map<object, number>, place: number) => void} adds a faint dot to marks, at a place from 0 to 1 across the line
 */
export function drawBars(container, { marks, format, cuts }) {
  const size = textSize();
  const width = Math.max(container.clientWidth, 200);
  const [left, top, bottom] = [3 * size, (0.8 + 1.2 * cuts.length) * size, 1.8 * size];
  const height = top + 13 * size + bottom;
  const x = scaleBand(marks.map(({ code }) => code), [left, width - 0.5 * size]).paddingInner(0.15);
  const y = scaleLinear(extentOf(marks, 0), [height - bottom, top]).nice();
  const ticks = y.ticks(5);
  const svg = svgOf(width, height);
  for (const tick of ticks) line(svg, tick === 0 ? 'zero' : 'grid', [left, y(tick)], [width, y(tick)]);

  const layers = new Map();
  for (const mark of marks.filter(({ value }) => value !== null)) layers.set(mark, drawBar(svg, mark, x, y));
  cuts.forEach(({ at, label }, place) => {
    const [position, level] = [positionOf(at, marks, x), (place + 1) * 1.2 * size];
    line(svg, 'cut', [position, level - 0.8 * size], [position, height - bottom]);
    svg.append('text').attr('class', 'cut-name').attr('x', position + 0.4 * size).attr('y', level).text(label);
  });
  const every = Math.ceil(marks.length / ticksFor(width - left, 3));
  const named = marks.filter((mark, place) => place % every === 0).map(({ code }) => code);
  const nameOf = new Map(marks.map(({ code, label }) => [code, label]));
  svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${height - bottom})`)
    .call(axisBottom(x).tickValues(named).tickFormat((code) => nameOf.get(code)).tickSizeOuter(0));
  svg.append('g').attr('class', 'axis').attr('transform', `translate(${left},0)`)
    .call(axisLeft(y).tickValues(ticks).tickFormat(format.short).tickSizeOuter(0));
  container.replaceChildren(svg.node());
  // The length of a name is known once it is on the page; a name that would leave the picture moves left.
  for (const name of svg.selectAll('.cut-name').nodes()) {
    select(name).attr('x', Math.max(0, Math.min(name.getAttribute('x'), width - name.getComputedTextLength())));
  }

  return (draws, place) => {
    for (const [mark, value] of draws) {
      select(layers.get(mark)).append('circle').attr('class', 'draw').attr('cx', x(mark.code) + place * x.bandwidth())
        .attr('cy', y(value)).attr('r', 0.22 * size);
    }
  };
}

function drawBar(svg, mark, x, y) {
  const group = markIn(svg, mark);
  const [start, middle, cap] = [x(mark.code), x(mark.code) + x.bandwidth() / 2, x.bandwidth() / 4];
  const [from, to] = [y(Math.max(mark.value, 0)), y(Math.min(mark.value, 0))];
  group.append('rect').attr('class', 'bar').attr('x', start).attr('width', x.bandwidth()).attr('y', from).attr('height', to - from);
  line(group, 'whisker', [middle, y(mark.low)], [middle, y(mark.high)]);
  for (const end of [mark.low, mark.high]) line(group, 'whisker', [middle - cap, y(end)], [middle + cap, y(end)]);
  return group.append('g').node();
}

// Bars have one width, but their ranges differ: a score lies at its part of the range.
function positionOf(score, marks, x) {
  const { code, from, to } = marks.find((mark) => score <= mark.to) ?? marks.at(-1);
  return x(code) + x.bandwidth() * (score - from) / (to - from + 1);
}
