// The parts of the result about the score: the band, its scale and how the score came about.
import { details, h, paragraphs } from './dom.js';

/** The band. A band beside the scale is shown without the scale. */
export function band(app) {
  const { onScale, label, summary } = app.result.band;
  return h('section', { class: onScale ? 'band' : 'band card', part: 'result' },
    h('h3', { class: 'verdict', part: 'band-label' }, label),
    onScale && scale(app),
    h('p', { class: 'lead' }, summary),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'strong', part: 'to-help', onclick: () => app.goTo('help') }, app.t('result.toHelp'))));
}

/** The scale as a picture: one step of increasing size per band, with a label each and a marker at the band reached. */
export function scale(app) {
  const { bands } = app.journey.questionnaire;
  return h('ol', { class: 'scale', part: 'scale', 'aria-label': app.t('result.scaleLabel') }, bands.map(({ code, label }, index) => {
    const isHere = code === app.result.band.code;
    const attributes = {
      class: `step-${Math.min(index + 1, 4)}${isHere ? ' here' : ''}`,
      part: isHere ? 'band here' : 'band',
      'aria-current': isHere ? 'true' : null,
    };
    return h('li', attributes,
      h('span', { class: 'marker' }, isHere && app.t('result.marker')),
      h('span', { class: 'block', 'aria-hidden': 'true' }),
      h('span', { class: 'label' }, label));
  }));
}

/** The points of a part of the questionnaire as a text. */
export const partScore = (app, part) => app.plural('result.partScore', part.max, part);

/** How the score came about. Ranges of the score are left out when the result is beside the scale. */
export function breakdown(app) {
  const { result: { band, score, signsPresent, breakdown }, journey: { questionnaire } } = app;
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
        h('th', { scope: 'row' }, items.get(entry.item).text), h('td', {}, label(entry)), h('td', {}, String(entry.weight)))))));
}
