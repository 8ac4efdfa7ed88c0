// Evaluates the condition language of the questionnaires and determines the items that a person is asked.

/**
 * @typedef {{ item?: string, in?: string[], count?: string, score?: string, atLeast?: number,
 *   all?: Condition[], any?: Condition[], not?: Condition }} Condition
 * @typedef {{ answers: Record<string, string>, counts: Record<string, number>, score: number }} Facts
 */

/**
 * Whether a condition holds. An item without an answer matches no code.
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
 * Returns the items whose answers make a condition hold; empty when it does not hold.
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
 * Returns the sections with the items asked for the given answers, and the answers that count. Answers to items that are not asked
 * are removed, together with the items that depend on them. Sections without asked items are removed.
 * @param {object} questionnaire as served by the API
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
