// What a person does with a page, the same in every engine. The classes of the engines add the operations that a page is driven with.

// Generous for busy machines.
const TIMEOUT = 120_000;
const POLL_INTERVAL = 50;

/** A page. Selectors also find elements inside the widget's shadow root; an element is awaited until it can be clicked. */
export class Page {
  /** Clicks an element. */
  async click(selector, text) {
    await this.clickOn(await this.find(selector, text));
  }

  /** Clicks an element twice, as fast as a person can. */
  async doubleClick(selector, text) {
    await this.doubleClickOn(await this.find(selector, text));
  }

  /** Waits for an element and returns its text. */
  async textOf(selector) {
    const element = await this.find(selector);
    return (await this.eval((node) => node.innerText, element)).replace(/\s+/g, ' ').trim();
  }

  /** Waits until a function returns a value that is not false, and returns it. */
  async until(what, fn, ...args) {
    return retry(what, () => this.eval(fn, ...args));
  }

  /** Waits until an element is visible and nothing covers it. */
  async find(selector, text = '') {
    return retry(`${selector} ${text}`, () => this.elementOf(locate, selector, text));
  }

  /** Number of matching elements that are visible. */
  async count(selector) {
    return this.eval(countOf, selector);
  }

  /** Waits until a matching element is visible, or none is. */
  async expect(selector, isThere = true) {
    await retry(`${selector} ${isThere ? 'is visible' : 'is gone'}`, async () => ((await this.count(selector)) > 0) === isThere);
  }
}

/** Repeats an action until it returns something, and ignores errors meanwhile: a page that is replaced cannot be asked. */
export async function retry(what, act) {
  const end = Date.now() + TIMEOUT;
  let failure = null;
  do {
    try {
      const value = await act();
      if (value) return value;
      failure = null;
    } catch (error) {
      failure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
  } while (Date.now() < end);
  throw new Error(`Waited in vain: ${what}${failure ? ` (${failure.message})` : ''}`);
}

// The two functions below run in the page.
function locate(selector, text) {
  const widgets = [...document.querySelectorAll('ketamine-screening')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const element = [document, ...widgets].flatMap((root) => [...root.querySelectorAll(selector)])
    .find((one) => one.checkVisibility() && one.textContent.includes(text));
  if (!element) return null;
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
  return element.contains(hit) ? element : null;
}

function countOf(selector) {
  const widgets = [...document.querySelectorAll('ketamine-screening')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return [document, ...widgets].flatMap((root) => [...root.querySelectorAll(selector)]).filter((one) => one.checkVisibility()).length;
}
