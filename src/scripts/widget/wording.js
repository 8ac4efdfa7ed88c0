// The texts of the widget in one language.

/** Texts with placeholders and plural forms, and names in the language of the texts. */
export class Wording {
  #texts;
  #pluralRules;

  /** @param {{ language: string, direction: string, texts: Record<string, string> }} document as served by the API */
  constructor({ language, direction, texts }) {
    Object.assign(this, { language, direction });
    this.#texts = texts;
    this.#pluralRules = new Intl.PluralRules(language);
    // Dates use the regional format of the browser if its language matches.
    this.locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
  }

  /** Returns a text with its placeholders filled in. */
  text(key, values = {}) {
    return (this.#texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
  }

  /** Returns the form of a text for a count, in the plural category that the count has in this language. */
  plural(key, count, values) {
    const form = `${key}.${this.#pluralRules.select(count)}`;
    return this.text(form in this.#texts ? form : `${key}.other`, values);
  }

  /** Returns the name of a language or region. */
  nameOf(type, code) {
    return Intl.DisplayNames ? new Intl.DisplayNames([this.language], { type }).of(code) : code;
  }
}
