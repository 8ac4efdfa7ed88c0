// The texts of the widget in one language.

// The long names of these regions name a state too, such as "Hong Kong SAR China".
const SHORT_NAMES = ['HK', 'MO'];

/** Texts with placeholders and plural forms, and names, numbers and dates in the language of the texts. */
export class Wording {
  #texts;
  #pluralRules;
  #numbers;

  /** @param {{ language: string, direction?: string, review?: string, texts: Record<string, string> }} document as served by the API */
  constructor({ language, direction, review, texts }) {
    Object.assign(this, { language, review, direction: direction ?? directionOf(language) });
    this.#texts = texts;
    this.#pluralRules = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language);
    // What stands between two sentences: the full stop of Chinese and Japanese has its own space.
    this.space = /^(zh|ja)\b/.test(language) ? '' : ' ';
    // Dates use the regional format of the browser if its language matches.
    this.locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
  }

  /** Returns a text with its placeholders filled in. */
  text(key, values) {
    return this.parts(key, values).join('');
  }

  /**
   * Returns the parts of a text, so that a value can be an element in the middle of a sentence.
   * @param {string} key
   * @param {Record<string, string | number | Node>} values by placeholder
   * @returns {(string | Node)[]}
   */
  parts(key, values = {}) {
    const parts = (this.#texts[key] ?? key).split(/\{(\w+)\}/);
    return parts.map((part, index) => (index % 2 === 0 ? part : this.#value(values[part]) ?? `{${part}}`)).filter((part) => part !== '');
  }

  /** Returns the form of a text for a count, in the plural category that the count has in this language. */
  plural(key, count, values) {
    const form = `${key}.${this.#pluralRules.select(count)}`;
    return this.text(form in this.#texts ? form : `${key}.other`, values);
  }

  /** Returns the name of a language or region. */
  nameOf(type, code) {
    if (!Intl.DisplayNames) return code;
    return new Intl.DisplayNames([this.language], { type, style: SHORT_NAMES.includes(code) ? 'short' : 'long' }).of(code);
  }

  /** Returns a number in the digits of this language. */
  number(value) {
    return this.#numbers.format(value);
  }

  #value(value) {
    return typeof value === 'number' ? this.number(value) : value;
  }
}

/** Returns the direction of the script of a language; from left to right where the browser does not know it. */
export function directionOf(language) {
  const locale = new Intl.Locale(language);
  return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? 'ltr';
}
