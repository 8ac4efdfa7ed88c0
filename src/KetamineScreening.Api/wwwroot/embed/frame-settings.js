// The settings that the query of a frame URL may contain; invalid values are ignored.

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
  radius: length,
  font: fonts,
};

/** Reads the settings from a query. */
export function settingsFrom(query) {
  const pick = (allowed, nameOf) => Object.fromEntries(
    Object.entries(allowed)
      .filter(([name, form]) => form.test(query.get(name) ?? '\0'))
      .map(([name]) => [nameOf(name), query.get(name)]));
  return { attributes: pick(ATTRIBUTES, (name) => name), tokens: pick(TOKENS, (name) => `--ks-${name}`) };
}
