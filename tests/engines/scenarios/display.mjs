// Narrow screens, large text, dark colours and the worker for offline use.
import assert from 'node:assert/strict';
import { HEADING, begin } from '../person.mjs';

const PAGES = ['', 'help', 'privacy', 'learn', 'under-18', 'accessibility'];

export default async function display(page, { service }) {
  await page.setSize(360, 740);
  for (const path of PAGES) {
    await page.goTo(service + path);
    await page.expect(path === '' ? HEADING : 'h1');
    await expectDark(page);
    for (const size of ['100%', '200%']) await expectNoSidewaysScroll(page, `/${path} at ${size}`, size);
  }

  await page.goTo(service);
  await expectWorker(page);
  await begin(page);
  await expectNoSidewaysScroll(page, 'a question at 200%', '200%');
}

async function expectNoSidewaysScroll(page, what, size) {
  const width = await page.eval((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
    return document.documentElement.scrollWidth;
  }, size);
  assert.ok(width <= 360, `${what} is ${width} pixels wide.`);
}

async function expectDark(page) {
  const ground = await page.eval(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number));
  assert.ok(Math.max(...ground) < 60, `The page is rgb(${ground}).`);
}

// An engine without workers shows the page all the same.
async function expectWorker(page) {
  const isSupported = await page.eval(() => 'serviceWorker' in navigator);
  if (!isSupported) return;
  await page.until('the worker', async () => Boolean((await navigator.serviceWorker.getRegistration())?.active));
}
