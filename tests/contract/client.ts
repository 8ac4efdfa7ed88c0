// A small client based on types generated from the OpenAPI document. It is compiled, never run: the types must contain everything
// that a front end needs. `satisfies never` makes the compiler report a value that is not handled.
import type { components, paths } from './generated/v1.d.ts';

type Schemas = components['schemas'];
type Operation<P extends keyof paths, M extends keyof paths[P]> = paths[P][M];
type Json<R, S extends keyof R> = R[S] extends { content: { 'application/json': infer Body } } ? Body : never;
type Ok<O> = O extends { responses: infer R } ? Json<R, 200 & keyof R> : never;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : never;

type List = Operation<'/v1/questionnaires', 'get'>;
type Get = Operation<'/v1/questionnaires/{id}', 'get'>;
type Screen = Operation<'/v1/questionnaires/{id}/screenings', 'post'>;
type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Schemas['Problem'] };

async function call<T>(url: string, init?: RequestInit): Promise<Outcome<T>> {
  const response = await fetch(url, init);
  return response.ok
    ? { ok: true, value: (await response.json()) as T }
    : { ok: false, problem: (await response.json()) as Schemas['Problem'] };
}

export const list = () => call<Ok<List>>('/v1/questionnaires');

export const get = (id: Schemas['QuestionnaireEntry']['id']) => call<Ok<Get>>(`/v1/questionnaires/${id}`);

export const screen = (id: string, body: Body<Screen>, query: Query<Screen> = {}) =>
  call<Ok<Screen>>(`/v1/questionnaires/${id}/screenings?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' } satisfies HeadersInit,
    body: JSON.stringify(body),
  });

/** Whether an item is asked; the types must distinguish all forms of a condition. */
export function holds(condition: Schemas['Condition'], answers: Record<string, string>): boolean {
  if ('item' in condition) return condition.in.includes(answers[condition.item] ?? '');
  if ('all' in condition) return condition.all.every((part) => holds(part, answers));
  if ('any' in condition) return condition.any.some((part) => holds(part, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  // Branching conditions contain neither counts nor scores.
  if ('count' in condition || 'score' in condition) return condition.atLeast <= 0;
  return condition satisfies never;
}

/** The message for a person when a request fails. */
export function explain(problem: Schemas['Problem']): string {
  switch (problem.code) {
    case 'invalid-request':
    case 'invalid-answers':
      return (problem.errors ?? [])
        .map((error) => `${error.pointer ?? error.parameter ?? error.header}: ${error.message}`)
        .join('\n');
    case 'release-withdrawn':
      return `${problem.title} ${problem.notice ?? ''}`;
    case 'version-retired':
      return `${problem.title} ${problem.currentVersion ?? ''}: ${problem.current ?? ''}`;
    case 'too-many-requests':
    case 'store-unavailable':
    case 'internal-error':
      return problem.detail;
    case 'not-found':
    case 'unknown-questionnaire':
    case 'unknown-version':
    case 'unknown-release':
    case 'unknown-file':
    case 'unknown-learning-text':
    case 'method-not-allowed':
    case 'body-too-large':
    case 'unsupported-media-type':
      return problem.title;
    default:
      return problem.code satisfies never;
  }
}

const colours: Record<Schemas['Urgency'], string> = { now: 'red', urgent: 'orange', soon: 'yellow', routine: 'grey' };

export async function journey(): Promise<string[]> {
  const questionnaires = await list();
  if (!questionnaires.ok) return [explain(questionnaires.problem)];
  const first = questionnaires.value.questionnaires[0];
  if (!first) return [];
  const questionnaire = await get(first.id);
  if (!questionnaire.ok) return [explain(questionnaire.problem)];

  const answers: Record<string, string> = {};
  for (const item of questionnaire.value.sections.flatMap((section) => section.items)) {
    if (item.askedWhen && !holds(item.askedWhen, answers)) continue;
    const option = item.options.find(({ weight }) => weight === null || weight > 0);
    if (option) answers[item.id] = option.code;
  }

  const result = await screen(first.id, { version: first.version, answers, contribute: false }, { country: 'GB' });
  if (!result.ok) return [explain(result.problem)];
  const { band, score, signsPresent, actions, flags, nextSteps, emergency, contribution } = result.value;
  const titles = new Map(flags.map((flag) => [flag.code, flag.title]));
  return [
    `${band.label}: ${band.summary}${band.onScale ? ` (${score.value} of ${score.max})` : ''}`,
    signsPresent ? `${signsPresent.count} of ${signsPresent.of} signs` : '',
    ...actions.map((action) =>
      `${colours[action.urgency]}: ${action.title}, because of ${action.flags.map((code) => titles.get(code)).join(', ')}`),
    ...nextSteps.map((step) => step.title),
    ...emergency.blocks.flatMap((block) =>
      [block.title, block.text, ...block.contacts.map((contact) => contact.phone ?? contact.url ?? contact.name)]),
    contribution === 'received' ? 'Received for the totals.' : '',
  ];
}

// Lines that must not compile; tsc reports every directive whose line compiles.
// @ts-expect-error contribute has no default
export const forgotten: Body<Screen> = { answers: {} };
// @ts-expect-error the service rejects unknown members
export const surplus: Body<Screen> = { answers: {}, contribute: true, country: 'GB' };
// @ts-expect-error unknown urgency
export const urgency: Schemas['FlagResult']['urgency'] = 'later';
// @ts-expect-error the last band has no end
export const end = (band: Schemas['Band']): number => band.to;
// @ts-expect-error signsPresent is optional
export const signs = (result: Ok<Screen>): number => result.signsPresent.count;
