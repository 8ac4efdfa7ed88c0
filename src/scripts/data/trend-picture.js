// A picture of one number over several periods, with gaps where a period has no release.
import { axisBottom, axisLeft, scaleLinear, scalePoint, select } from './d3.js';
import { extentOf, line, markIn, svgOf, textSize } from './picture.js';
import { t } from './text.js';

/**
 * Draws dots with intervals, joined where periods follow each other.
 * @param {HTMLElement} container on the page, so that its width is known
 * @param {object} content
 * @param {object[]} content.marks one for each period in order, with the `lines` of its name; `value` is null where there is no release
 * @param {object} content.format of the values
 * @param {boolean} content.fromZero whether the scale has to show zero
 * @returns {(draws: Map<object, number>, place: number) => void} adds a faint dot to marks, at a place from 0 to 1 across the line
 */
export function drawTrend(container, { marks, format, fromZero }) {
  const size = textSize();
  const width = Math.max(container.clientWidth, 200);
  const [left, top, bottom] = [3.4 * size, 0.8 * size, 3 * size];
  const height = top + 12 * size + bottom;
  const x = scalePoint(marks.map(({ code }) => code), [left, width - 0.5 * size]).padding(0.5);
  const y = scaleLinear(extentOf(marks, ...fromZero ? [0] : []), [height - bottom, top]).nice();
  const ticks = y.ticks(5);
  const svg = svgOf(width, height);
  for (const tick of ticks) line(svg, tick === 0 ? 'zero' : 'grid', [left, y(tick)], [width, y(tick)]);

  marks.slice(1).forEach((mark, place) => {
    const before = marks[place];
    if (before.value === null || mark.value === null) return;
    line(svg, 'joint', [x(before.code), y(before.value)], [x(mark.code), y(mark.value)]);
  });
  const layers = new Map();
  for (const mark of marks) {
    if (mark.value === null) drawGap(svg, x(mark.code), (height - bottom + top) / 2);
    else layers.set(mark, drawMark(svg, mark, x(mark.code), y));
  }

  const name = new Map(marks.map(({ code, lines }) => [code, lines]));
  const axis = svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${height - bottom})`)
    .call(axisBottom(x).tickFormat((code) => name.get(code)[0]).tickSizeOuter(0));
  // The year stands below the quarter.
  axis.selectAll('.tick').append('text').attr('y', 2.2 * size).text((code) => name.get(code)[1] ?? '');
  svg.append('g').attr('class', 'axis').attr('transform', `translate(${left},0)`)
    .call(axisLeft(y).tickValues(ticks).tickFormat(format.short).tickSizeOuter(0));
  container.replaceChildren(svg.node());

  return (draws, place) => {
    for (const [mark, value] of draws) {
      select(layers.get(mark)).append('circle').attr('class', 'draw').attr('cx', x(mark.code) + (place - 0.5) * 1.4 * size)
        .attr('cy', y(value)).attr('r', 0.22 * size);
    }
  };
}

function drawMark(svg, mark, x, y) {
  const [group, cap] = [markIn(svg, mark), 0.3 * textSize()];
  line(group, 'whisker', [x, y(mark.low)], [x, y(mark.high)]);
  for (const end of [mark.low, mark.high]) line(group, 'whisker', [x - cap, y(end)], [x + cap, y(end)]);
  const draws = group.append('g');
  group.append('circle').attr('class', 'dot').attr('cx', x).attr('cy', y(mark.value)).attr('r', 0.3 * textSize());
  return draws.node();
}

function drawGap(svg, x, middle) {
  svg.append('text').attr('class', 'gap').attr('transform', `translate(${x},${middle}) rotate(-90)`).attr('text-anchor', 'middle')
    .attr('dominant-baseline', 'middle').text(t('totals.trend.missing'));
}
