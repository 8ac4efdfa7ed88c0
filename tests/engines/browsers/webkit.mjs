// WebKit as WebKitGTK by its WebDriver, with a window on a virtual screen.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Builder, Capabilities, Key } from 'selenium-webdriver';
import { Page, retry } from './page.mjs';

const KEYS = { Tab: Key.TAB, Space: Key.SPACE, Enter: Key.ENTER };

/** Starts the driver of WebKit; every page has a browser of its own. */
export async function startWebKit(binary, isDark) {
  const port = await freePort();
  const screen = ['--auto-servernum', '--server-args=-screen 0 1280x1024x24'];
  const driver = spawn('xvfb-run', [...screen, 'WebKitWebDriver', `--port=${port}`], {
    // WebKit's own sandbox needs user namespaces, which containers do not have.
    env: { ...process.env, TZ: 'Europe/London', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
    stdio: 'ignore',
    detached: true,
  });
  const address = `http://127.0.0.1:${port}`;
  await retry('WebKitWebDriver', async () => (await fetch(`${address}/status`)).ok);
  // Without the bars of the browser the window has exactly the size of the page.
  const args = ['--automation', '--full-screen', ...(isDark ? ['--dark-mode'] : [])];
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { binary, args },
  });
  const start = () => new Builder().usingServer(address).withCapabilities(capabilities).build();
  return {
    newPage: async () => new WebKitPage(await start()),
    // The group of processes: xvfb-run does not end its children.
    close: async () => process.kill(-driver.pid),
  };
}

class WebKitPage extends Page {
  #driver;
  #frame = null;

  constructor(driver) {
    super();
    this.#driver = driver;
  }

  async version() {
    const capabilities = await this.#driver.getCapabilities();
    return `WebKitGTK ${capabilities.getBrowserVersion()}`;
  }

  /** Uncaught errors since the page has loaded; the driver does not tell those before, nor those of the console. */
  async errors() {
    return this.eval(() => window.recordedErrors ?? []);
  }

  async goTo(address) {
    await this.leaveFrame();
    await this.#driver.get(address);
    await this.eval(() => {
      window.recordedErrors = [];
      addEventListener('error', ({ message }) => window.recordedErrors.push(message));
      addEventListener('unhandledrejection', ({ reason }) => window.recordedErrors.push(String(reason)));
    });
  }

  async reload() {
    await this.#driver.navigate().refresh();
  }

  /** Goes back to the document before. */
  async leaveBack() {
    await this.#driver.navigate().back();
  }

  async setSize(width, height) {
    await this.#driver.manage().window().setRect({ x: 0, y: 0, width, height });
    await this.until(`a width of ${width}`, (expected) => innerWidth === expected, width);
  }

  /** Continues inside the only frame of the page. */
  async enterFrame() {
    this.#frame = await this.elementOf(() => document.querySelector('iframe'));
    await this.#driver.switchTo().frame(this.#frame);
  }

  /** Continues in the page itself. */
  async leaveFrame() {
    this.#frame = null;
    await this.#driver.switchTo().defaultContent();
  }

  eval(fn, ...args) {
    return this.#driver.executeScript(`return (${fn}).apply(null, arguments)`, ...args);
  }

  elementOf(fn, ...args) {
    return this.eval(fn, ...args);
  }

  async clickOn(element) {
    if (this.#frame) await this.#scrollPageTo(element);
    await element.click();
  }

  // An element of a frame does not scroll a page of another origin into view in this engine, so the person has to.
  async #scrollPageTo(element) {
    const frame = this.#frame;
    const top = await this.eval((inside) => inside.getBoundingClientRect().top, element);
    await this.leaveFrame();
    await this.eval((outside, offset) => scrollBy(0, outside.getBoundingClientRect().top + offset - innerHeight / 2), frame, top);
    this.#frame = frame;
    await this.#driver.switchTo().frame(frame);
  }

  async doubleClickOn(element) {
    await this.#driver.actions().doubleClick(element).perform();
  }

  /** Presses Tab, Space or Enter. */
  async press(key) {
    await this.#driver.actions().sendKeys(KEYS[key]).perform();
  }

  /** Address of the page in the address bar. */
  async address() {
    return this.#driver.getCurrentUrl();
  }

  async screenshot(path) {
    await writeFile(path, await this.#driver.takeScreenshot(), 'base64');
  }

  /** Prints to a file and returns whether the engine can. This driver lacks the command. */
  async print() {
    return false;
  }

  async close() {
    await this.#driver.quit();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
