// The scale of the bands, and how the score came about.
import { details, h, paragraphs } from './dom.js';

/** The scale as a slim strip: one segment for each band, filled up to the band reached. Its name is in the heading. */
export function scale(app) {
  const { journey: { questionnaire: { bands } }, result } = app;
  const reached = bands.findIndex(({ code }) => code === result.band.code);
  const [lowest, highest] = [bands[0].label, bands.at(-1).label];
  const label = app.t('result.scaleLabel', { step: reached + 1, count: bands.length, lowest, highest });
  return h('div', { class: 'scale', part: 'scale' },
    h('div', { class: 'strip', role: 'img', 'aria-label': label }, bands.map((one, index) => {
      const state = { '-1': 'filled', 0: 'filled here', 1: '' }[Math.sign(index - reached)];
      return h('span', { class: state, part: index === reached ? 'band here' : 'band' });
    })),
    h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, app.told(lowest)), h('span', {}, app.told(highest))));
}

/** The points of a part of the questionnaire as a text. */
export const partScore = (app, part) => app.plural('result.partScore', part.max, part);

/** How the score came about. Ranges of the score are left out when the result is beside the scale. */
export function breakdown(app) {
  const { result: { band, score, signsPresent, breakdown }, journey: { questionnaire } } = app;
  // Without questions that have points there is nothing to explain.
  if (score.max === 0) return null;
  const items = new Map(questionnaire.sections.flatMap((section) => section.items).map((item) => [item.id, item]));
  const label = ({ item, option }) => items.get(item).options.find(({ code }) => code === option).label;
  const titledList = (title, texts) =>
    texts.length > 0 && [h('h4', {}, title), h('ul', { class: 'texts' }, texts.map((text) => h('li', {}, text)))];
  return details(app.t('result.breakdownTitle'), { part: 'breakdown' },
    paragraphs(app.t('result.score', score), signsPresent && app.plural('result.signs', signsPresent.of, signsPresent)),
    band.onScale && titledList(app.t('result.rangesTitle'), questionnaire.bands.map((one) => app.t('result.range', one))),
    titledList(app.t('result.partsTitle'), score.domains.map((domain) => partScore(app, domain))),
    h('table', {},
      h('thead', {}, h('tr', {},
        [app.t('result.question'), app.t('result.answer'), app.t('result.points')].map((column) => h('th', { scope: 'col' }, column)))),
      h('tbody', {}, breakdown.map((entry) => h('tr', {},
        h('th', { scope: 'row' }, app.told(items.get(entry.item).text)),
        h('td', {}, app.told(label(entry))),
        h('td', {}, app.wording.number(entry.weight)))))));
}
