// The texts of the page, and numbers and dates in its language.

const language = document.documentElement.lang || 'en';
const texts = JSON.parse(document.getElementById('texts').textContent);
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat(language, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const roughShare = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const yearOnly = new Intl.DateTimeFormat(language, { year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });

/** A text by its key, with values in place of its placeholders. */
export const t = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A day such as `2026-10-01` in words. */
export const dayText = (iso) => day.format(new Date(`${iso}T00:00:00Z`));

/** How a kind of number is written: `short` in pictures and sentences, `long` in tables. */
export const formats = {
  share: { short: (value) => roughShare.format(round(value, 2)), long: (value) => share.format(round(value, 3)) },
  count: { short: (value) => whole.format(round(value, 0)), long: (value) => whole.format(round(value, 0)) },
  plain: { short: (value) => precise.format(round(value, 2)), long: (value) => precise.format(round(value, 2)) },
};

// Adding 0 turns -0, which would be written with its sign, into 0.
function round(value, digits) {
  return Math.round(value * 10 ** digits) / 10 ** digits + 0;
}

/**
 * A quarter or a year in words, such as `Q4 2026`.
 * @returns {{ label: string, lines: string[] }} the whole label, and the lines of it below an axis
 */
export function periodText(start, end) {
  const month = Number(start.split('-')[1]);
  const year = yearOnly.format(new Date(`${start}T00:00:00Z`));
  if (Number(end.split('-')[1]) !== month + 2) return { label: year, lines: [year] };
  const quarter = (month + 2) / 3;
  return { label: t('totals.quarterOfYear', { quarter, year }), lines: [t('totals.quarter', { quarter }), year] };
}
