const element = (name, text, lang) => Object.assign(document.createElement(name), { textContent: text, lang });

// A parameter is either one text or a title with a text.
function write({ valueString, valueCoding, part = [] }, lang) {
  const { code, title, text } = Object.fromEntries(part.map((one) => [one.name, one]));
  const heading = title?.valueString ?? code?.valueCoding.display;
  return [
    ...(heading ? [element('h4', heading, lang)] : []),
    element('p', text?.valueString ?? valueString ?? valueCoding.display, lang),
  ];
}

/** Fills the sections of the page with the parameters of $score, in the order of the page, and hides the sections without any. */
export function showParameters({ parameter, language }, page) {
  const valueOf = (name) => parameter.find((one) => one.name === name);
  for (const section of page.querySelectorAll('[data-parameter]')) {
    const parameters = parameter.filter(({ name }) => name === section.dataset.parameter);
    section.append(...parameters.flatMap((one) => write(one, language)));
    section.hidden = parameters.length === 0;
  }
  // A band that is not on the scale carries no rating, so no score stands beside it.
  if (valueOf('on-scale').valueBoolean) {
    page.querySelector('[data-parameter=band] p').append(` (${valueOf('score').valueInteger}/${valueOf('max').valueInteger})`);
  }
}

/** The questions that the issues of an OperationOutcome name, each with the text of the issue. */
export function questionsOf({ issue }, questionnaire) {
  const walk = (items = []) => items.flatMap((item) => [item, ...walk(item.item)]);
  const texts = new Map(walk(questionnaire.item).map(({ linkId, text }) => [linkId, text]));
  return issue.filter(({ severity }) => severity === 'error').map(({ details, diagnostics = '' }) => {
    const text = texts.get(/^linkId: ([^;]+)/.exec(diagnostics)?.[1]);
    return text ? `${text} ${details.text}` : details.text;
  });
}
