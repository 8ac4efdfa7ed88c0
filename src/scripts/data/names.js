// What the codes of the tables mean: the names and the order of items, bands, flags and audiences.

/**
 * Names from the document of the questionnaire. A code without a name stands for itself.
 * @param {object | null} questionnaire
 */
export function namesOf(questionnaire) {
  const { sections = [], bands = [], unratedBands, flags = [], audiences = [] } = questionnaire ?? {};
  const parts = sections.map(({ id, title, items }) => ({ id, title, items: items.map((item) => item.id) }));
  const items = sections.flatMap((section) => section.items);
  const withoutPeriod = periodRemover(items.map(({ text }) => text));
  const labels = (entries) => new Map(entries.map(({ code, label }) => [code, label]));
  const options = new Map(items.map((item) => [item.id, labels(item.options)]));
  const itemLabels = new Map(items.map(({ id, text }) => [id, withoutPeriod(text)]));
  const flagLabels = new Map(flags.map(({ code, title, text }) => [code, title ?? text]));
  const all = [labels([...bands, ...(unratedBands ?? [])]), labels(audiences)];
  return {
    parts,
    bands,
    flags,
    bandOrder: [...all[0].keys()],
    band: (code) => all[0].get(code) ?? code,
    audience: (code) => all[1].get(code) ?? code,
    item: (id) => itemLabels.get(id) ?? id,
    option: (item, code) => options.get(item)?.get(code) ?? code,
    flag: (code) => flagLabels.get(code) ?? code,
  };
}

// "In the last 12 months, how often did you ..." begins most questions. The page says it once, so it is removed from each label.
function periodRemover(texts) {
  const beginnings = texts.map((text) => /^[^,]+, /.exec(text)?.[0]).filter(Boolean);
  const common = beginnings.find((beginning) => beginnings.filter((other) => other === beginning).length > 1);
  if (!common) return (text) => text;
  return (text) => {
    const rest = text.startsWith(common) ? text.slice(common.length) : text;
    return rest.charAt(0).toLocaleUpperCase(document.documentElement.lang) + rest.slice(1);
  };
}

/** Sorts codes by a known order; unknown codes come last, as they were. */
export function inOrder(codes, order) {
  const place = (code) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...codes].sort((a, b) => place(a) - place(b));
}
