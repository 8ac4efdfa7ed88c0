import { existsSync } from 'node:fs';
import { startPuppeteer } from './puppeteer.mjs';
import { startWebKit } from './webkit.mjs';

// Where Debian and Ubuntu install the browsers.
const PATHS = {
  chromium: ['/usr/bin/chromium'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  webkit: ['4.1', '4.0'].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
};

/**
 * Starts the browser of an engine.
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 * @param {boolean} isDark whether people of this browser prefer dark colours
 */
export async function start(engine, isDark) {
  const path = PATHS[engine].find(existsSync);
  if (!path) throw new Error(`${engine} is not installed.`);
  return engine === 'webkit' ? startWebKit(path, isDark) : startPuppeteer(engine, path, isDark);
}
