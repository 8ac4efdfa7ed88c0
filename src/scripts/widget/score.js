// Scores answers in the browser from the served questionnaire. The result has the same members as the response of the service,
// except for the contribution, which only the service knows. A test compares both implementations.
import { branch, holds } from './conditions.js';

/**
 * Scores answers and explains the result.
 * @param {object} questionnaire as served by GET /v1/questionnaires/{id}
 * @param {Record<string, string>} chosen option code by item id; answers to items that are not asked do not count
 * @param {{ services: object[], emergencyBlocks: object[] }} help as served by GET /v1/help
 * @returns {object} the result as returned by POST /v1/questionnaires/{id}/screenings
 */
export function score(questionnaire, chosen, help = { services: [], emergencyBlocks: [] }) {
  const { sections, answers } = branch(questionnaire, chosen);
  const facts = { answers, counts: countAnswers(questionnaire, answers), score: 0 };
  const domains = sections.filter((section) => isDomain(questionnaire, section.id)).map((section) => ({
    code: section.id,
    label: section.title,
    value: sum(section.items.map((item) => optionOf(item, answers)?.weight ?? 0)),
    max: sum(section.items.map((item) => Math.max(...item.options.map((option) => option.weight ?? 0)))),
  }));
  facts.score = sum(domains.map((domain) => domain.value));

  const { band, onScale, reasons } = bandWithReasons(questionnaire, facts);
  const audience = questionnaire.audiences.find((one) => !one.when || holds(one.when, facts)).code;
  const guidance = questionnaire.guidance.find((one) => one.audience === audience && one.band === band.code);
  const items = sections.flatMap((section) => section.items);
  const signs = signsPresent(questionnaire, sections, facts);
  const applies = ({ when }) => !when || holds(when, facts);
  const { calledFor, actions, flags } = advice(questionnaire, facts);
  return {
    questionnaire: { id: questionnaire.id, version: questionnaire.version },
    audience,
    band: { code: band.code, onScale, label: band.label, summary: guidance.summary },
    score: { value: facts.score, max: sum(domains.map((domain) => domain.max)), domains },
    ...(signs ? { signsPresent: signs } : {}),
    reasons,
    breakdown: items.filter((item) => isScored(item) && optionOf(item, answers))
      .map((item) => ({ item: item.id, option: answers[item.id], weight: optionOf(item, answers).weight ?? 0 })),
    completeness: completeness(questionnaire, items, answers),
    actions,
    flags,
    nextSteps: guidance.nextSteps.filter((step) => applies(step) && !isCovered(step, calledFor))
      .map(({ kind, title, text }) => ({ kind, title, text })),
    learn: (questionnaire.learn ?? []).filter(applies).map(({ id }) => id),
    emergency: { blocks: help.emergencyBlocks },
    help: help.services,
    disclaimer: questionnaire.disclaimer,
    validation: questionnaire.validation,
    validationNote: questionnaire.validationNote,
    contribution: 'declined',
  };
}

// The highest band of the score and of all rules that hold, unless a band without rating replaces it; only what gives this band is
// a reason.
function bandWithReasons({ bands, unratedBands = [], rules, scoreReason }, facts) {
  const rank = (code) => bands.findIndex((band) => band.code === code);
  const scoreBand = bands.findLast((band) => band.from <= facts.score) ?? bands[0];
  const holding = rules.filter((rule) => holds(rule.when, facts));
  const band = bands[Math.max(rank(scoreBand.code), ...holding.map((rule) => rank(rule.band)))];
  for (const unrated of unratedBands) {
    if (unrated.insteadOf && unrated.insteadOf !== band.code) continue;
    const reasons = unrated.reasons.filter(({ when }) => holds(when, facts)).map(({ code, reason }) => ({ code, text: reason }));
    if (reasons.length > 0) return { band: unrated, onScale: false, reasons };
  }
  const reasons = holding.filter((rule) => rule.band === band.code).map(({ code, reason }) => ({ code, text: reason }));
  if (scoreBand === band) reasons.unshift({ code: 'score', text: scoreReason });
  return { band, onScale: true, reasons };
}

// The flags raised, and what to do because of them. A flag joins the first action that covers its own and that is called for too.
function advice(questionnaire, facts) {
  const raised = questionnaire.flags.filter((flag) => holds(flag.when, facts));
  const byCode = new Map(questionnaire.actions.map((action) => [action.code, action]));
  const calledFor = new Set(raised.map((flag) => flag.action));
  const actionOf = ({ action }) => (byCode.get(action).coveredBy ?? []).find((other) => calledFor.has(other)) ?? action;
  const flags = raised.map((flag) => ({
    code: flag.code, urgency: flag.urgency, action: actionOf(flag), title: flag.title, text: flag.text,
  }));
  const actions = [...new Set(flags.map((flag) => flag.action))].map((code) => {
    const own = flags.filter((flag) => flag.action === code);
    const { title, text } = byCode.get(code);
    return { code, urgency: own[0].urgency, title, text, flags: own.map((flag) => flag.code) };
  });
  return { calledFor, actions, flags };
}

// A step is not shown beside an action that asks for the same thing.
const isCovered = ({ coveredBy = [] }, calledFor) => coveredBy.some((action) => calledFor.has(action));

function countAnswers(questionnaire, answers) {
  const inSection = (count) => questionnaire.sections.find((section) => section.id === count.section).items;
  return Object.fromEntries(questionnaire.counts.map((count) =>
    [count.name, inSection(count).filter((item) => count.in.includes(answers[item.id])).length]));
}

function signsPresent({ counts }, sections, facts) {
  const count = counts.find((one) => one.name === 'signs-present');
  if (!count) return null;
  const asked = sections.find((section) => section.id === count.section)?.items.length ?? 0;
  if (asked === 0) return null;
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
