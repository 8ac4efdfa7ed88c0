// Scores answers in the browser from the served questionnaire. The result has the same members as the response of the service,
// except for contacts and contribution, which only the service knows. A test compares both implementations.
import { branch, holds } from './conditions.js';

/**
 * Scores answers and explains the result.
 * @param {object} questionnaire as served by GET /v1/questionnaires/{id}
 * @param {Record<string, string>} chosen option code by item id; answers to items that are not asked do not count
 * @returns {object} the result as returned by POST /v1/questionnaires/{id}/screenings
 */
export function score(questionnaire, chosen) {
  const { sections, answers } = branch(questionnaire, chosen);
  const facts = { answers, counts: countAnswers(questionnaire, answers), score: 0 };
  const domains = sections.filter((section) => isDomain(questionnaire, section.id)).map((section) => ({
    code: section.id,
    label: section.title,
    value: sum(section.items.map((item) => optionOf(item, answers)?.weight ?? 0)),
    max: sum(section.items.map((item) => Math.max(...item.options.map((option) => option.weight ?? 0)))),
  }));
  facts.score = sum(domains.map((domain) => domain.value));

  const { band, reasons } = bandWithReasons(questionnaire, facts);
  const audience = questionnaire.audiences.find((one) => !one.when || holds(one.when, facts)).code;
  const guidance = questionnaire.guidance.find((one) => one.audience === audience && one.band === band.code);
  const items = sections.flatMap((section) => section.items);
  const signs = signsPresent(questionnaire, sections, facts);
  return {
    questionnaire: { id: questionnaire.id, version: questionnaire.version },
    audience,
    band: { code: band.code, label: band.label, summary: guidance.summary },
    score: { value: facts.score, max: sum(domains.map((domain) => domain.max)), domains },
    ...(signs ? { signsPresent: signs } : {}),
    reasons,
    breakdown: items.filter((item) => isScored(item) && optionOf(item, answers))
      .map((item) => ({ item: item.id, option: answers[item.id], weight: optionOf(item, answers).weight ?? 0 })),
    completeness: completeness(questionnaire, items, answers),
    flags: questionnaire.flags.filter((flag) => holds(flag.when, facts)).map(({ code, urgency, text }) => ({ code, urgency, text })),
    nextSteps: guidance.nextSteps.map(({ kind, text }) => ({ kind, text })),
    emergency: { text: questionnaire.emergency, contacts: [] },
    help: [],
    disclaimer: questionnaire.disclaimer,
    validation: questionnaire.validation,
    validationNote: questionnaire.validationNote,
    contribution: 'declined',
  };
}

// The highest band of the score and of all rules that hold; only what reaches this band is a reason.
function bandWithReasons({ bands, rules, scoreReason }, facts) {
  const rank = (code) => bands.findIndex((band) => band.code === code);
  const scoreBand = bands.findLast((band) => band.from <= facts.score) ?? bands[0];
  const holding = rules.filter((rule) => holds(rule.when, facts));
  const band = bands[Math.max(rank(scoreBand.code), ...holding.map((rule) => rank(rule.band)))];
  const reasons = holding.filter((rule) => rule.band === band.code).map(({ code, reason }) => ({ code, text: reason }));
  if (scoreBand === band) reasons.unshift({ code: 'score', text: scoreReason });
  return { band, reasons };
}

function countAnswers(questionnaire, answers) {
  const inSection = (count) => questionnaire.sections.find((section) => section.id === count.section).items;
  return Object.fromEntries(questionnaire.counts.map((count) =>
    [count.name, inSection(count).filter((item) => count.in.includes(answers[item.id])).length]));
}

function signsPresent({ counts }, sections, facts) {
  const count = counts.find((one) => one.name === 'signs-present');
  if (!count) return null;
  const asked = sections.find((section) => section.id === count.section)?.items.length ?? 0;
  return { count: facts.counts[count.name], of: asked };
}

function completeness({ completeness: notes, dontKnowCode }, items, answers) {
  const given = items.map((item) => answers[item.id]).filter((code) => code !== undefined);
  const dontKnow = dontKnowCode ? given.filter((code) => code === dontKnowCode).length : 0;
  const answered = given.length - dontKnow;
  const complete = answered === items.length;
  const incomplete = given.length < items.length ? notes.incomplete : notes.dontKnow;
  return { answered, ...(dontKnowCode ? { dontKnow } : {}), asked: items.length, complete, note: complete ? notes.complete : incomplete };
}

const isScored = (item) => item.options.some((option) => option.weight !== null);

const isDomain = (questionnaire, id) => questionnaire.sections.find((section) => section.id === id).items.some(isScored);

const optionOf = (item, answers) => item.options.find((option) => option.code === answers[item.id]);

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
