import { fill } from '../contract/score.mjs';
import { askedOf, bandsOf, changesToReach, combinations, itemsOf } from './answers.mjs';
import { Random } from './random.mjs';

const walk = (items) => (items ?? []).flatMap((item) => [item, ...walk(item.item)]);
const fail = (message) => { throw new Error(message); };

// Answers one questionnaire in one renderer, changes answers that close and reopen branches, and compares the form with the service each
// time: the questions, the total, the band, and the result of the response of the form.
export class FormCheck {
  constructor(service, form, id) {
    [this.service, this.form, this.id] = [service, form, id];
    [this.states, this.leftOut, this.reached] = [0, 0, new Set()];
  }

  async run(changesBranches, picture) {
    this.document = await this.service.json(`/v1/questionnaires/${this.id}`);
    await this.answerNothing();
    await this.reachEveryBand(picture);
    if (changesBranches) await this.changeBranches();
  }

  // Without weights, as a form for patients is. No answer is chosen yet.
  async answerNothing() {
    const questionnaire = await this.service.json(`/fhir/Questionnaire/${this.id}?weights=false`);
    // The text shown while a required answer is missing is the last string literal of the expression.
    const band = walk(questionnaire.item).find((item) => item.linkId === 'form.band').extension[0].valueExpression.expression;
    this.withoutBand = band.match(/'([^']*)'\)+$/)[1];
    await this.form.show(questionnaire);
    await this.check({}, 'nothing answered');
  }

  // Goes from band to band with as few clicks as possible, because every click takes time.
  async reachEveryBand(picture) {
    const random = new Random(20261122);
    let answers = {};
    for (let missing = bandsOf(this.document); missing.length > 0; missing = missing.filter((band) => !this.reached.has(band))) {
      if (this.states > 60) fail(`bands that were not reached: ${missing}`);
      const changes = changesToReach(this.document, missing, answers, random) ?? fail(`bands that do not occur: ${missing}`);
      if (this.reached.size === 1) await picture('before');
      await this.answer(changes);
      answers = await this.check(changes, `changed to reach ${missing}: ${JSON.stringify(changes)}`);
      if (this.reached.size === 2) await picture('after');
    }
  }

  // Answers everything, then changes the items that decide which items are asked. This closes and reopens branches, and answers in a
  // closed branch must not count. A form may keep or drop the answers of a branch that reopens.
  async changeBranches() {
    await this.form.show(await this.service.json(`/fhir/Questionnaire/${this.id}`));
    const everything = fill(this.document, (item, codes) => codes.at(-1));
    await this.answer(everything);
    await this.check(everything, 'everything answered');
    for (const deciding of [...combinations(this.document), ...combinations(this.document).reverse()]) {
      await this.answer(deciding);
      await this.check(deciding, `changed to ${JSON.stringify(deciding)}`);
    }
    for (const { id } of itemsOf(this.document).filter((item) => item.required)) {
      if (await this.form.clear(id)) await this.check({}, `${id} cleared`);
    }
  }

  async answer(answers) {
    for (const { id, options } of itemsOf(this.document).filter((item) => answers[item.id] !== undefined)) {
      await this.form.choose(id, options.findIndex((option) => option.code === answers[id]));
    }
  }

  // Returns the answers on the form when the form agrees with the service.
  async check(wanted, name) {
    this.states++;
    const { answers, screened } = await this.agreement(wanted, name);
    // A response without a required answer or without any answer has no result.
    if (!screened.band || Object.keys(answers).length === 0) return answers;
    this.reached.add(screened.band.code);
    const response = await this.form.response();
    const scored = await this.service.post(`/fhir/Questionnaire/${this.id}/$score`, response);
    const valueOf = (parameter) => scored.parameter?.find((one) => one.name === parameter);
    if (valueOf('score')?.valueInteger !== screened.score.value || valueOf('band').valueCoding.code !== screened.band.code) {
      fail(`${name}: $score of the response of the form: ${JSON.stringify(scored)}`);
    }
    const { issue } = await this.service.post(`/fhir/Questionnaire/${this.id}/$process-response`, response);
    const codes = issue.filter(({ severity }) => severity !== 'information').map(({ details }) => details.coding[0].code);
    const unexpected = codes.filter((code) => !['not-asked', 'in-progress'].includes(code));
    if (unexpected.length > 0) fail(`${name}: $process-response of the response of the form: ${unexpected}`);
    this.leftOut += codes.filter((code) => code === 'not-asked').length;
    return answers;
  }

  async agreement(wanted, name) {
    for (;;) {
      const seen = await this.form.look();
      const answers = Object.fromEntries(itemsOf(this.document).filter((item) => seen.chosen[item.id] >= 0)
        .map((item) => [item.id, item.options[seen.chosen[item.id]].code]));
      const screened = await this.service.screen(this.document, answers);
      const differences = this.differences(seen, answers, wanted, screened);
      if (differences.length === 0) return { answers, screened };
      if (!await this.form.waitForChange(seen)) fail(`${name}: ${differences.join('; ')}`);
    }
  }

  differences(seen, answers, wanted, screened) {
    const asked = askedOf(this.document, answers);
    const items = itemsOf(this.document);
    const onForm = items.map((item) => item.id).filter((item) => item in seen.chosen);
    const unread = items.filter((item) => onForm.includes(item.id) && !seen.text.includes(item.text));
    // Without a required answer the service returns no result, but the form still adds up the weights.
    const weightOf = (item) => item.options.find((option) => option.code === answers[item.id])?.weight ?? 0;
    const total = screened.score?.value ?? items.reduce((sum, item) => sum + weightOf(item), 0);
    const band = Object.keys(answers).length === 0 ? '' : screened.band?.label ?? this.withoutBand;
    return [
      ...Object.keys(wanted).filter((item) => answers[item] !== wanted[item]).map((item) => `${item}: ${answers[item]} is chosen`),
      ...asked.filter((item) => !onForm.includes(item)).map((item) => `${item}: asked, but not on the form`),
      ...onForm.filter((item) => !asked.includes(item)).map((item) => `${item}: on the form, but not asked`),
      ...unread.map((item) => `${item.id}: another text than '${item.text}'`),
      ...seen.errors,
      ...(seen.total === total ? [] : [`total ${seen.total} on the form, ${total} expected`]),
      ...(seen.band === band ? [] : [`band ${seen.band} on the form, ${band} expected`]),
    ];
  }
}
