// Walks through the widget inside of the page, and lists what is wrong with the layout of each view.

// How long a view takes at most, in milliseconds, and how far lines of text may overlap, in pixels.
const LIMIT = 10_000;
const COVERED = 5;

window.views = (() => {
  const widget = () => document.querySelector('ketamine-screening');
  const one = (selector) => widget().querySelector(selector);

  async function until(test, what) {
    for (const end = performance.now() + LIMIT; !test();) {
      if (performance.now() > end) throw new Error(`No ${what} on: ${one('.main').innerText.slice(0, 300)}`);
      await new Promise(requestAnimationFrame);
    }
  }

  async function press(selector) {
    await until(() => one(selector), selector);
    const before = one('.main').firstChild;
    one(selector).click();
    await until(() => one('.main').firstChild !== before, `view after ${selector}`);
  }

  const isShown = (element) => element.checkVisibility() && !element.closest('.unseen, .scroll');
  const nameOf = (element) => `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 50)}"`;

  // Elements with a box of their own, which their text must not leave.
  const BOXES = 'button, .action, .option, summary, legend, th, td';

  function problems() {
    const width = innerWidth;
    const found = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
    for (const element of [...document.querySelectorAll('body *')].filter(isShown)) {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && (box.left < -1 || box.right > width + 1)) found.push(`outside: ${nameOf(element)}`);
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        found.push(`cut: ${nameOf(element)}`);
      }
    }

    return [...found, ...coveredTexts(), ...reversedNumbers()];
  }

  function coveredTexts() {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (texts.nextNode()) {
      const { currentNode: node } = texts;
      const { parentElement: parent } = node;
      // A bar that sticks to an edge covers the content on purpose.
      if (!node.data.trim() || !isShown(parent) || parent.closest('.bar, .steps, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const [boxes, own] = [[...range.getClientRects()], parent.closest(BOXES)?.getBoundingClientRect()];
      if (own && boxes.some(({ left, right }) => left < own.left - 2 || right > own.right + 2)) {
        found.push(`larger than its box: ${nameOf(parent)}`);
      }
      lines.push(...boxes.filter(({ width, height }) => width > 0 && height > 0).map((box) => ({ node, box })));
    }

    lines.sort((a, b) => a.box.top - b.box.top);
    lines.forEach(({ node, box }, place) => {
      for (const { node: other, box: second } of lines.slice(place + 1)) {
        if (second.top > box.bottom - COVERED) break;
        const across = Math.min(box.right, second.right) - Math.max(box.left, second.left);
        if (node !== other && across > 2) found.push(`${nameOf(node.parentElement)} and ${nameOf(other.parentElement)} cover each other`);
      }
    });
    return found;
  }

  // The first digit of a number of several groups stands left of its last one, in every script.
  function reversedNumbers() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      if (!node.parentElement.checkVisibility()) continue;
      for (const number of node.data.matchAll(/\+?\d+(?:[ -]\d+)+/g)) {
        const [first, last] = [number.index, number.index + number[0].length - 1].map((at) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect();
        });
        if (first.width > 0 && Math.abs(first.top - last.top) < 2 && first.left >= last.left) found.push(`reversed: ${number[0]}`);
      }
    }

    return found;
  }

  const open = (root) => root.querySelectorAll('details:not(.emergency)').forEach((panel) => (panel.open = true));

  /** The problems of the page with everything on it opened. */
  function ofPage() {
    open(document);
    return problems();
  }

  /** The problems of the first view and of the panel for emergencies. */
  async function ofStart() {
    open(one('.main'));
    const found = problems().map((problem) => `first view: ${problem}`);
    one('.emergency').open = true;
    found.push(...problems().map((problem) => `emergency: ${problem}`));
    one('.emergency').open = false;
    return found;
  }

  /** Answers a questionnaire and goes to the sheet for a doctor and back to the first view. */
  async function ofQuestionnaire(id, answers) {
    const [found, seen] = [[], []];
    const check = (name) => {
      seen.push(name);
      open(one('.main'));
      found.push(...problems().map((problem) => `${id} ${name}: ${problem}`));
    };
    await press(`button[value="${id}"]`);
    check('description');
    await press('[data-part=start]');
    while (!one('[data-part=answers]')) {
      for (let input; (input = unanswered(answers));) input.click();
      check(`step ${seen.length}`);
      await press('[data-part=next]');
    }
    check('answers');
    await press('[data-part=next]');
    check('consent');
    await press('[data-part=contributeYes]');
    await until(() => one('input[name=gender]') ?? one('[data-part~=result]'), 'result');
    // Only people who answer about themselves are asked who they are.
    if (!one('[data-part~=result]')) {
      check('about');
      await press('[data-part=next]');
      await until(() => one('[data-part~=result]'), 'result');
    }

    check('result');
    await press('[data-part=to-summary]');
    check('summary');
    await press('.main [data-part=back]');
    one('[data-part=restart]').click();
    check('restart');
    await press('[data-part=restart-yes]');
    return { found, seen: seen.length };
  }

  const unanswered = (answers) => [...widget().querySelectorAll('fieldset:not([hidden]) input')]
    .find(({ name, value, checked }) => answers[name] === value && !checked);

  return { ofPage, ofStart, ofQuestionnaire };
})();
