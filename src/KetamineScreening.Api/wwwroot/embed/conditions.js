// The condition language of the questionnaires, and what follows from it: which questions a person is asked.

/**
 * @typedef {{ item?: string, in?: string[], count?: string, score?: string, atLeast?: number,
 *   all?: Condition[], any?: Condition[], not?: Condition }} Condition
 * @typedef {{ answers: Record<string, string>, counts: Record<string, number>, score: number }} Facts
 */

/**
 * Whether a condition holds. A question without an answer fits no code.
 * @param {Condition} condition
 * @param {Facts} facts
 * @returns {boolean}
 */
export function holds(condition, facts) {
  if (condition.item) return condition.in.includes(facts.answers[condition.item]);
  if (condition.count) return facts.counts[condition.count] >= condition.atLeast;
  if (condition.score) return facts.score >= condition.atLeast;
  if (condition.all) return condition.all.every((part) => holds(part, facts));
  if (condition.any) return condition.any.some((part) => holds(part, facts));
  return !holds(condition.not, facts);
}

/**
 * The items whose answers make a condition hold; none when it does not.
 * @param {Condition} condition
 * @param {Facts} facts
 * @returns {string[]}
 */
export function itemsBehind(condition, facts) {
  if (!holds(condition, facts)) return [];
  if (condition.item) return [condition.item];
  return (condition.all ?? condition.any ?? []).flatMap((part) => itemsBehind(part, facts));
}

/**
 * The sections with the items that are asked of somebody with these answers, and the answers that count: one to a question
 * that is not asked is left out, and whatever hangs on it too. Sections of which nothing is asked are left out.
 * @param {object} questionnaire as served
 * @param {Record<string, string>} chosen
 * @returns {{ sections: object[], answers: Record<string, string> }}
 */
export function branch(questionnaire, chosen) {
  const answers = {};
  const facts = { answers, counts: {}, score: 0 };
  const isAsked = (item) => {
    if (item.askedWhen && !holds(item.askedWhen, facts)) return false;
    if (chosen[item.id] !== undefined) answers[item.id] = chosen[item.id];
    return true;
  };
  const sections = questionnaire.sections
    .map((section) => ({ ...section, items: section.items.filter(isAsked) }))
    .filter((section) => section.items.length > 0);
  return { sections, answers };
}
