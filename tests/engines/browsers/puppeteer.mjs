// Chromium by the DevTools protocol and Firefox by WebDriver BiDi.
import { launch } from 'puppeteer-core';
import { Page } from './page.mjs';

/** Starts Chromium or Firefox. */
export async function startPuppeteer(engine, executablePath, isDark) {
  const browser = await launch({
    browser: engine === 'firefox' ? 'firefox' : 'chrome',
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    env: { ...process.env, TZ: 'Europe/London' },
    args: engine === 'firefox' ? [] : ['--no-sandbox', '--disable-gpu', '--disable-features=LocalNetworkAccessChecks'],
    // Puppeteer disables the back/forward cache that people's browsers have.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': isDark ? 0 : 1 },
  });
  return {
    version: await browser.version(),
    newPage: async () => PuppeteerPage.open(await browser.createBrowserContext(), engine, isDark),
    close: () => browser.close(),
  };
}

class PuppeteerPage extends Page {
  #profile;
  #page;
  #frame;
  #errors = [];

  static async open(profile, engine, isDark) {
    const page = await profile.newPage();
    if (engine === 'chromium') {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }]);
    }
    return new PuppeteerPage(profile, page);
  }

  constructor(profile, page) {
    super();
    this.#profile = profile;
    this.#page = page;
    this.#frame = page.mainFrame();
    // Browsers ask every site for an icon.
    const record = (error) => error.includes('/favicon.ico') || this.#errors.push(error);
    page.on('pageerror', (error) => record(String(error.stack ?? error)));
    page.on('console', (message) => message.type() === 'error' && record(`${message.text()} ${message.location().url ?? ''}`));
  }

  /** Uncaught errors and errors in the console since the page was opened. */
  async errors() {
    return this.#errors;
  }

  async goTo(address) {
    this.#frame = this.#page.mainFrame();
    await this.#page.goto(address);
  }

  async reload() {
    await this.#page.reload();
  }

  /** Goes back to the document before; a document out of the back/forward cache does not load. */
  async leaveBack() {
    await this.#page.evaluate(() => void setTimeout(() => history.back()));
  }

  async setSize(width, height) {
    await this.#page.setViewport({ width, height });
  }

  /** Continues inside the only frame of the page. */
  async enterFrame() {
    const element = await this.#page.waitForSelector('iframe');
    this.#frame = await element.contentFrame();
  }

  /** Continues in the page itself. */
  async leaveFrame() {
    this.#frame = this.#page.mainFrame();
  }

  eval(fn, ...args) {
    return this.#frame.evaluate(fn, ...args);
  }

  async elementOf(fn, ...args) {
    return (await this.#frame.evaluateHandle(fn, ...args)).asElement();
  }

  async clickOn(element) {
    await element.click();
  }

  async doubleClickOn(element) {
    await element.click({ count: 2, delay: 20 });
  }

  /** Presses Tab, Space, Enter or another key. */
  async press(key) {
    await this.#page.keyboard.press(key === 'Space' ? ' ' : key);
  }

  /** Address of the page in the address bar. */
  async address() {
    return this.#page.url();
  }

  async screenshot(path) {
    await this.#page.screenshot({ path });
  }

  /** Prints to a file and returns whether the engine can. */
  async print(path) {
    await this.#page.pdf({ path, preferCSSPageSize: true });
    return true;
  }

  async close() {
    await this.#profile.close();
  }
}
