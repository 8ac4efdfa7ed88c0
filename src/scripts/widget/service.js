// All requests of the widget. Answers are sent in the body of a single request, never in a URL.

// In milliseconds.
const GET_TIMEOUT = 20_000;
const POST_TIMEOUT = 8_000;
// All bodies are padded to this length, because a network observer can see the length of an encrypted request.
const BODY_LENGTH = 4096;

/** Client of the API of one service, in one language. */
export class Service {
  /**
   * @param {URL} base base URL of the service
   * @param {string | null} language requested language; null for the languages of the browser
   */
  constructor(base, language) {
    this.base = base;
    this.language = language;
  }

  texts() {
    return this.#get('v1/texts');
  }

  async questionnaires() {
    return (await this.#get('v1/questionnaires')).questionnaires;
  }

  // A copy in the cache can be a version that has been retired since.
  questionnaire(id) {
    return this.#get(`v1/questionnaires/${encodeURIComponent(id)}`, { cache: 'no-cache' });
  }

  async learningTexts() {
    return (await this.#get('v1/learn')).texts;
  }

  // All countries at once, so the country of a person is never sent.
  helpDirectory() {
    return this.#get('v1/help/all');
  }

  async privacy() {
    return (await this.#get('v1/privacy')).text;
  }

  async policy() {
    return (await this.#get('v1/privacy')).policy;
  }

  /**
   * Sends answers for scoring. The idempotency key ensures that a retry is counted once.
   * @returns {Promise<{ result?: object, failure?: 'not-sent' | 'refused' | 'retired' | 'unsure' }>}
   */
  async screen({ id, version }, { answers, contribute, isCounted, about, key }) {
    if (navigator.onLine === false) return { failure: 'not-sent' };
    const counts = contribute && !isCounted;
    const hasAbout = Object.keys(about).length > 0;
    try {
      const path = `v1/questionnaires/${encodeURIComponent(id)}/screenings`;
      const response = await this.#fetch(path, POST_TIMEOUT, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify({ version, answers, contribute: counts, about: counts && hasAbout ? about : undefined }).padEnd(BODY_LENGTH),
      });
      if (response.status === 410) return { failure: 'retired' };
      if (response.ok) return { result: await response.json() };
      // A gateway can fail after the service has received the answers.
      return { failure: response.status < 500 ? 'refused' : 'unsure' };
    } catch {
      // A connection can break after the answers have arrived.
      return { failure: 'unsure' };
    }
  }

  async #get(path, request) {
    const response = await this.#fetch(path, GET_TIMEOUT, request);
    if (!response.ok) throw Object.assign(new Error(path), { status: response.status });
    return response.json();
  }

  async #fetch(path, timeout, { headers = {}, ...request } = {}) {
    const abort = new AbortController();
    // The timeout also covers the download of the body; after that, abort has no effect.
    setTimeout(() => abort.abort(), timeout);
    return fetch(new URL(path, this.base), {
      ...request,
      headers: this.language ? { ...headers, 'Accept-Language': this.language } : headers,
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    });
  }
}
