// The requests to the screening service. It is told nothing of the person: no token, and only the answers of the response.
const type = 'application/fhir+json';
const init = { credentials: 'omit', cache: 'no-store', headers: { Accept: type } };

const answersOf = (items) => items.map(({ linkId, answer, item }) => ({
  linkId,
  ...(answer && { answer }),
  ...(item && { item: answersOf(item) }),
}));

/** A copy of a response with the answers alone, and with the consent to be counted only if the person gave it. */
export function withoutIdentity({ questionnaire, item = [] }, { url }, isCounted) {
  const contribute = { url: url.replace(/\/Questionnaire\/.*$/, '/StructureDefinition/contribute'), valueBoolean: true };
  return {
    resourceType: 'QuestionnaireResponse',
    ...(isCounted && { extension: [contribute] }),
    questionnaire,
    status: 'completed',
    ...(item.length > 0 && { item: answersOf(item) }),
  };
}

export class ScreeningService {
  #address;
  #query;

  constructor(service, questionnaire, country) {
    this.#address = `${service}/fhir/Questionnaire/${questionnaire}`;
    this.#query = new URLSearchParams(country ? { country } : {});
  }

  async questionnaire() {
    const response = await fetch(`${this.#address}?weights=false&${this.#query}`, init);
    if (!response.ok) throw new Error(`The service answered ${response.status}.`);
    return response.json();
  }

  /** Returns Parameters, or the OperationOutcome of a response that has to be corrected. */
  async score(response, idempotencyKey) {
    const sent = await fetch(`${this.#address}/$score?${this.#query}`, {
      ...init,
      method: 'POST',
      headers: { ...init.headers, 'Content-Type': type, 'Idempotency-Key': idempotencyKey },
      body: JSON.stringify(response),
    });
    if (!sent.ok && sent.status !== 422) throw new Error(`The service answered ${sent.status}.`);
    return sent.json();
  }
}
