// The help directory on the device. All countries are loaded at once: the country of a person is never sent, and can be changed offline.

/** The help contacts of every country. */
export class Directory {
  #countries;
  #elsewhere;
  #common;
  #guess;

  /** @param {object} document as served by GET /v1/help/all */
  constructor({ countries, elsewhere, timeZones, calls, talk }) {
    this.#countries = countries;
    this.#elsewhere = elsewhere;
    this.#common = { countries: Object.keys(countries), calls, talk };
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#guess = Object.keys(timeZones).find((code) => timeZones[code].includes(zone)) ?? null;
  }

  /**
   * Returns the help for a country that was set or chosen, or else for the one of the device's time zone. The guess is not stored.
   * @param {string | null} country two capital letters; empty when the person chose none of the countries
   * @returns {object} the contacts, with the code of the country only if it has contacts of its own
   */
  of(country) {
    const isKnown = country === '' || /^[A-Z]{2}$/.test(country ?? '');
    const code = isKnown ? country : this.#guess;
    const isListed = Object.hasOwn(this.#countries, code ?? '');
    return { ...this.#common, ...(isListed ? this.#countries[code] : this.#elsewhere), country: isListed ? code : null };
  }
}
