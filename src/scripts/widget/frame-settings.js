// The settings that the query of a frame URL, and messages of the loader, may contain.

/** Value of `source` that identifies messages of the widget. */
export const MESSAGE = 'ketamine-screening';

const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,24}|(rgb|rgba|hsl|hsla|oklch|oklab|lch|lab|hwb)\([0-9a-z.,%/ +-]{1,60}\))$/i;
const length = /^(0|\d{1,3}(\.\d{1,3})?(px|rem|em))$/;
const fonts = /^[\p{L}\d ,'"_-]{1,200}$/u;

/** Attributes of the widget that the query may set, with the form of their values. */
export const ATTRIBUTES = {
  questionnaire: /^[a-z0-9]+(-[a-z0-9]+)*$/,
  lang: /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i,
  country: /^[a-z]{2}$/i,
  theme: /^(light|dark|auto)$/,
  layout: /^(one|sections|auto)$/,
  'reveal-band': /^(true)?$/,
  'leave-to': /^https:\/\/[^\s"'<>]{1,500}$/,
};

/** Custom properties of the widget that the query may set, by the name of the query parameter. */
export const TOKENS = {
  accent: colour,
  background: colour,
  text: colour,
  surface: colour,
  'on-accent': colour,
  radius: length,
  font: fonts,
  'font-size': length,
};

/** Settings that the page of the frame handles itself: the height of a fixed header of the embedding page, in pixels. */
export const PLACE = { 'sticky-top': /^\d{1,3}(px)?$/ };

/** The names of all settings. */
export const NAMES = Object.keys({ ...ATTRIBUTES, ...TOKENS, ...PLACE });

/** Reads the settings from a query, and warns of values that are not allowed. Unknown names are ignored. */
export function settingsFrom(query) {
  return Object.fromEntries(NAMES.filter((name) => query.has(name)).map((name) => [name, allowed(name, query.get(name))]));
}

/** Returns a value if it is allowed for a setting, and null with a warning otherwise. */
export function allowed(name, value) {
  const form = { ...ATTRIBUTES, ...TOKENS, ...PLACE }[name];
  if (value === null || form.test(value)) return value;
  if (value !== '') console.warn(`Frame of the self-check: ${name}="${value}" is ignored. It must have the form ${form}.`);
  return null;
}
