// A second, independent implementation of the scoring rules, based on the definition alone. A mistake in one implementation shows as
// a difference between the two. The service does not use this file.

// Replaces references to shared conditions by the conditions themselves.
export function expand(condition, named) {
  if (condition.is) return expand(named[condition.is], named);
  if (condition.all) return { all: condition.all.map((part) => expand(part, named)) };
  if (condition.any) return { any: condition.any.map((part) => expand(part, named)) };
  if (condition.not) return { not: expand(condition.not, named) };
  return condition;
}

export function holds(condition, facts) {
  if (condition.item) return facts.answers[condition.item] !== undefined && condition.in.includes(facts.answers[condition.item]);
  if (condition.count) return facts.counts[condition.count] >= condition.atLeast;
  if (condition.score) return facts.score >= condition.atLeast;
  if (condition.all) return condition.all.every((part) => holds(part, facts));
  if (condition.any) return condition.any.some((part) => holds(part, facts));
  return !holds(condition.not, facts);
}

export function score(definition, answers) {
  const when = (condition) => expand(condition, definition.conditions);
  const optionsOf = (item) => item.options ?? definition.scales[item.scale];
  const facts = { answers, counts: {}, score: 0 };
  const asked = (item) => !item.askedWhen || holds(when(item.askedWhen), facts);
  const weight = (item) => optionsOf(item).find((option) => option.code === answers[item.id])?.weight ?? 0;
  const largest = (item) => Math.max(...optionsOf(item).map((option) => option.weight ?? 0));
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

  const sections = definition.sections.map((section) => ({ ...section, asked: section.items.filter(asked) }));
  const items = sections.flatMap((section) => section.asked);
  const domains = {};
  for (const section of sections) {
    const isDomain = section.items.some((item) => optionsOf(item).some((option) => option.weight !== null));
    if (isDomain && section.asked.length > 0) domains[section.id] = sum(section.asked.map(weight));
  }
  facts.score = sum(items.map(weight));
  for (const [name, count] of Object.entries(definition.counts)) {
    facts.counts[name] = sections.find((section) => section.id === count.section).items
      .filter((item) => count.in.includes(answers[item.id])).length;
  }

  const bands = definition.bands.map((band) => band.code);
  const isScoreBand = (band) => facts.score >= band.from && (band.to === null || facts.score <= band.to);
  const byScore = bands.indexOf(definition.bands.find(isScoreBand).code);
  const rules = definition.rules.filter((rule) => holds(when(rule.when), facts));
  const band = Math.max(byScore, ...rules.map((rule) => bands.indexOf(rule.band)));
  const reached = bands[band];
  const unrated = (definition.unratedBands ?? [])
    .filter((candidate) => (candidate.insteadOf ?? reached) === reached)
    .map(({ code, reasons }) => ({ code, reasons: reasons.filter((reason) => holds(when(reason.when), facts)).map((one) => one.code) }))
    .find((candidate) => candidate.reasons.length > 0);
  const urgencies = ['now', 'urgent', 'soon', 'routine'];
  const flags = definition.flags.filter((flag) => holds(when(flag.when), facts))
    .sort((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
  const audience = definition.audiences.find((candidate) => !candidate.when || holds(when(candidate.when), facts)).code;
  const bandCode = unrated?.code ?? reached;
  const countsSigns = 'signs-present' in facts.counts
    && (!definition.actions || sections.find((section) => section.id === definition.counts['signs-present'].section).asked.length > 0);
  return {
    audience,
    band: bandCode,
    score: facts.score,
    max: sum(items.map(largest)),
    domains,
    ...(countsSigns ? { signsPresent: facts.counts['signs-present'] } : {}),
    reasons: unrated?.reasons
      ?? [...(byScore === band ? ['score'] : []), ...rules.filter((rule) => rule.band === reached).map((rule) => rule.code)],
    flags: flags.map((flag) => flag.code),
    ...(definition.actions ? {
      actions: actions(definition, flags),
      nextSteps: definition.guidance[audience][bandCode].map((id) => definition.nextSteps[id])
        .filter((step) => !step.when || holds(when(step.when), facts))
        .filter((step) => !flags.some((flag) => (step.coveredBy ?? []).includes(flag.action))).map((step) => step.kind),
      learn: definition.learn.filter((link) => !link.when || holds(when(link.when), facts)).map((link) => link.id),
    } : {}),
    answered: items.filter((item) => answers[item.id] !== undefined && answers[item.id] !== definition.dontKnowCode).length,
    asked: items.length,
  };
}

// Groups raised flags by action: a flag joins the first action that covers its own and that another raised flag calls for.
function actions(definition, flags) {
  const called = new Set(flags.map((flag) => flag.action));
  const groups = new Map();
  for (const flag of flags) {
    const covering = definition.actions.find((action) => action.code === flag.action).coveredBy ?? [];
    const code = covering.find((other) => called.has(other)) ?? flag.action;
    if (!groups.has(code)) groups.set(code, { code, urgency: flag.urgency, flags: [] });
    groups.get(code).flags.push(flag.code);
  }
  return [...groups.values()];
}

// Returns answers chosen by a function, item by item, for the items that are asked.
export function fill(definition, choose) {
  const answers = {};
  for (const item of definition.sections.flatMap((section) => section.items)) {
    const facts = { answers, counts: {}, score: 0 };
    if (item.askedWhen && !holds(expand(item.askedWhen, definition.conditions), facts)) continue;
    const options = item.options ?? definition.scales[item.scale];
    const code = choose(item, options.map((option) => option.code), options);
    if (code !== undefined) answers[item.id] = code;
  }
  return answers;
}
