// The part that every scenario shares: which questions are asked, and the line that reports the outcome. Its types are written by hand,
// so that a scenario compiles only if the generated types match the form of the JSON.
export type Condition =
  | { item: string; in: string[] }
  | { count: string; atLeast: number }
  | { score: 'total'; atLeast: number }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export interface Questionnaire {
  sections: { items: { id: string; askedWhen?: Condition; options: { code: string; weight: number | null }[] }[] }[];
}

export const [base = ''] = process.argv.slice(2);
export const path = { id: 'ketamine-self-check' };
export const wrong = { answers: { 'last-used': 'yesterday', 'shoe-size': '44' }, contribute: false };

function holds(condition: Condition, answers: Record<string, string>): boolean {
  if ('item' in condition) return condition.in.includes(answers[condition.item] ?? '');
  if ('all' in condition) return condition.all.every((part) => holds(part, answers));
  if ('any' in condition) return condition.any.some((part) => holds(part, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  throw new Error('A question is asked only because of answers.');
}

/** The last option of every question that is asked. */
export function answersTo({ sections }: Questionnaire): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const { id, askedWhen, options } of sections.flatMap((section) => section.items)) {
    if (!askedWhen || holds(askedWhen, answers)) answers[id] = options.at(-1)!.code;
  }

  return answers;
}

interface Result { completeness: { asked: number }; band: { code: string }; score: { value: number } }

export const report = ({ completeness, band, score }: Result, errors: { pointer?: string }[] = []) =>
  console.log(completeness.asked, band.code, score.value, ...errors.map(({ pointer }) => pointer));
