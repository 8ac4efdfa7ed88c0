// Goes through the quick check inside the widget, with answers drawn from a seed. Clicks by script are as good as clicks by a person.
window.journey = () => {
  const element = document.querySelector('ketamine-screening');
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const findAll = (selector) => [...element.shadowRoot.querySelectorAll(selector)];
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const until = async (selector) => {
    const begin = performance.now();
    while (!find(selector)) {
      if (performance.now() - begin > 60_000) throw new Error(`${selector} does not appear.`);
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const press = async (selector, next) => {
    await until(selector);
    find(selector).click();
    await until(next);
  };
  // mulberry32
  const randomFrom = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  /** Answers one step. Each person has a severity, some do not use ketamine, and some leave out most answers. */
  const answer = (random, { isUser, severity, omission }) => {
    const isOpen = (set) => set.offsetParent && set.querySelector('input') && !set.querySelector(':checked');
    const open = () => findAll('fieldset').filter(isOpen);
    const seen = new Set();
    for (let next; (next = open().find((set) => !seen.has(set)));) {
      seen.add(next);
      const options = [...next.querySelectorAll('.option:not(.skip) input')];
      const skip = next.querySelector('.skip input');
      const use = isUser && options.find(({ value }) => ['within-12-months', 'unsupervised-only'].includes(value));
      if (use) use.click();
      else if (skip && random() < omission) skip.click();
      else options[Math.min(options.length - 1, Math.floor((severity * 0.9 + random() ** 3 * 0.5) * options.length))].click();
    }
  };

  return {
    /** Goes to the list of answers; returns the height of the widget. */
    async toReview(seed) {
      const random = randomFrom(seed);
      const person = {
        isUser: random() < 0.9,
        severity: random() ** 2,
        omission: random() < 0.2 ? 0.9 : 0.05,
      };
      const main = () => find('.main')?.dataset.view;
      await until('button[value=ketamine-quick-check]');
      await press('button[value=ketamine-quick-check]', '.main[data-view=before]');
      await press('[data-part=start]', '.main[data-view=section]');
      for (let steps = 0; main() === 'section'; steps++) {
        if (steps > 20) throw new Error('The questions have no end.');
        answer(random, person);
        find('[data-part=next]').click();
      }
      await until('.main[data-view=review]');
      return Math.ceil(element.getBoundingClientRect().height);
    },

    /** Goes on to the result, opens what can be opened there and comes back from the summary; returns the band. */
    async toResult(seed) {
      const random = randomFrom(-seed);
      await press('[data-part=next]', '.main[data-view=consent]');
      await frames();
      await press('[data-part=contributeNo]', '.main[data-view=result]');
      await frames();
      const band = find('[data-part~=band-label]').textContent;
      for (const disclosure of findAll('.main details')) disclosure.open = random() < 0.5;
      find('details.emergency').open = random() < 0.5;
      await frames();
      await press('[data-part=to-summary]', '.main[data-view=summary]');
      await frames();
      await press('[data-part=back]', '.main[data-view=result]');
      return band;
    },

    /** Begins another screening. */
    async restart() {
      await press('[data-part=restart]', '[data-part=restart-yes]');
      await press('[data-part=restart-yes]', '.main[data-view=welcome]');
    },
  };
};
