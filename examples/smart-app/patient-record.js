/** A failure to save; the reason is the name of a message on the page, and the details are the words of the record's server. */
export class SaveError extends Error {
  constructor(reason, details = []) {
    super(reason);
    this.reason = reason;
    this.details = details;
  }
}

/** The record of one patient. Only this object has the access token. */
export class PatientRecord {
  #server;
  #token;
  #patient;

  constructor(server, token, patient) {
    this.#server = server;
    this.#token = token;
    this.#patient = patient;
  }

  /** The name of the patient, or undefined if the server does not disclose it. */
  async name() {
    const response = await this.#send(`Patient/${encodeURIComponent(this.#patient)}`).catch(() => null);
    const { name: [name] = [] } = response?.ok ? await response.json().catch(() => ({})) : {};
    return name?.text ?? (name && [...name.given ?? [], name.family].filter(Boolean).join(' '));
  }

  /** Creates the QuestionnaireResponse on the server, with the patient as its subject. */
  async save(response, authored) {
    const resource = { ...response, subject: { reference: `Patient/${this.#patient}` }, authored };
    const answer = await this.#send('QuestionnaireResponse', resource).catch(() => { throw new SaveError('save-unclear'); });
    if (answer.ok) return;
    if (answer.status === 401) throw new SaveError('save-expired');
    if (answer.status === 403) throw new SaveError('save-forbidden');
    if (answer.status >= 500) throw new SaveError('save-failed');
    const { issue = [] } = await answer.json().catch(() => ({}));
    const details = issue.map((one) => one.details?.text ?? one.diagnostics ?? one.code);
    throw new SaveError('save-refused', details.length > 0 ? details : [`HTTP ${answer.status}`]);
  }

  #send(path, resource) {
    const headers = { Accept: 'application/fhir+json', Authorization: `Bearer ${this.#token}` };
    if (resource) headers['Content-Type'] = 'application/fhir+json';
    return fetch(`${this.#server}/${path}`, {
      method: resource ? 'POST' : 'GET',
      headers,
      body: resource && JSON.stringify(resource),
      credentials: 'omit',
      cache: 'no-store',
    });
  }
}
