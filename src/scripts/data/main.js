// The data page: six figures from the files of one release.
import { bands } from './bands.js';
import { numberIn } from './csv.js';
import { Figure } from './figure.js';
import { fit } from './fit.js';
import { flags } from './flags.js';
import { items } from './items.js';
import { namesOf } from './names.js';
import { keepChoicesInLinks, writeCode, writeDates, writeReleaseChoice } from './page-parts.js';
import { scores } from './scores.js';
import { loadDocument, loadTable } from './source.js';
import { formats, t } from './text.js';
import { trend } from './trend.js';

const DEFINITIONS = [bands, items, scores, flags, fit, trend];

async function show(page) {
  const { release, questionnaire, series } = page.dataset;
  const addressOf = (file) => new URL(`../v1/releases/${release}/${file}`, import.meta.url).pathname;
  const table = (file) => loadTable(addressOf(file));
  const people = showPeople(page, table);
  const context = {
    addressOf,
    table,
    series: () => loadTable(series),
    seriesAddress: series,
    names: namesOf(questionnaire ? await loadDocument(questionnaire) : null),
    isSynthetic: 'synthetic' in page.dataset,
  };
  const figures = DEFINITIONS.map((definition) => new Figure(definition, context));
  document.getElementById('figures').replaceChildren(...figures.map(({ element }) => element));
  addEventListener('popstate', () => figures.forEach((figure) => figure.show()));
  await Promise.all([people, ...figures.map((figure) => figure.start())]);
}

async function showPeople(page, table) {
  try {
    const n = (await table('summary.csv')).find(({ measure }) => measure === 'n');
    const [count, low, high] = [n.count_consistent, n.ci_low, n.ci_high].map(numberIn);
    const { short } = formats.count;
    page.querySelector('.people').textContent = t('totals.people', { count: short(count), error: short((high - low) / 2) });
  } catch {
    // The figures say why nothing could be loaded.
  }
}

writeDates();
writeReleaseChoice();
keepChoicesInLinks();
const page = document.querySelector('[data-release]');
if (page) {
  writeCode(page.dataset.release);
  await show(page);
}
