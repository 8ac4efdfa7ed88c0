// Lets the browser keep a copy of this page and of the pages to read, so that they work without a network. Leaving quickly deletes it.
// Its copy is in the language that the address of the page names, else in the language of the browser.
const widget = document.querySelector('ketamine-screening');
const language = widget.getAttribute('lang');
const WORKER = new URL(`../worker.js${language ? `?lang=${language}` : ''}`, import.meta.url).href;

let registration = null;

async function keepCopy() {
  // A page that is about to leave again keeps nothing.
  if (document.documentElement.hidden) return;
  const address = globalThis.trustedTypes?.createPolicy('keep-copy', { createScriptURL: () => WORKER }).createScriptURL('') ?? WORKER;
  registration = await navigator.serviceWorker.register(address, { updateViaCache: 'none' });
}

if ('serviceWorker' in navigator) {
  // The copy is made when everything that the page needs now has been loaded.
  widget.addEventListener('ks-ready', () => keepCopy().catch(() => {}), { once: true });
  // The worker deletes the copy, because this page is gone before it could.
  document.addEventListener('ks-leave', () => {
    const { installing, waiting, active } = registration ?? {};
    for (const worker of [active, waiting, installing]) worker?.postMessage('delete');
  });
}
