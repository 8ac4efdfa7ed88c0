// Everything that goes over the network. Answers are in the body of one request and nowhere else.

const GET_TIMEOUT = 20_000;
const POST_TIMEOUT = 8_000;
// Every body is as long as every other, whatever it says: its length is all that somebody on the line could see of it.
const BODY_LENGTH = 4096;

/** The API at one address, in one language. */
export class Service {
  /**
   * @param {URL} base address of the service
   * @param {string | null} language what the person asked for; null leaves it to the browser
   */
  constructor(base, language) {
    this.base = base;
    this.language = language;
  }

  texts() {
    return this.#get('embed/texts');
  }

  async questionnaires() {
    return (await this.#get('v1/questionnaires')).questionnaires;
  }

  questionnaire(id) {
    return this.#get(`v1/questionnaires/${encodeURIComponent(id)}`);
  }

  help(country) {
    return this.#get(`v1/help${this.#query(country)}`);
  }

  async privacy() {
    return (await this.#get('v1/privacy')).text;
  }

  /**
   * Has answers scored. The key makes a second try count once.
   * @returns {Promise<{ result?: object, failure?: 'not-sent' | 'refused' | 'unsure' }>}
   */
  async screen({ id, version }, { answers, contribute, key }, country) {
    if (navigator.onLine === false) return { failure: 'not-sent' };
    try {
      const response = await this.#fetch(`v1/questionnaires/${encodeURIComponent(id)}/screenings${this.#query(country)}`, POST_TIMEOUT, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify({ version, answers, contribute }).padEnd(BODY_LENGTH),
      });
      return response.ok ? { result: await response.json() } : { failure: 'refused' };
    } catch (error) {
      return { failure: error.name === 'AbortError' ? 'unsure' : 'not-sent' };
    }
  }

  async #get(path) {
    const response = await this.#fetch(path, GET_TIMEOUT);
    if (!response.ok) throw Object.assign(new Error(path), { status: response.status });
    return response.json();
  }

  async #fetch(path, timeout, { headers = {}, ...request } = {}) {
    const abort = new AbortController();
    // It goes on while the body comes, and comes to nothing once the body is there.
    setTimeout(() => abort.abort(), timeout);
    return fetch(new URL(path, this.base), {
      ...request,
      headers: this.language ? { ...headers, 'Accept-Language': this.language } : headers,
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    });
  }

  #query(country) {
    return country ? `?country=${encodeURIComponent(country)}` : '';
  }
}
