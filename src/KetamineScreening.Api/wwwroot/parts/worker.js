// The service worker. HASH and FILES stand above; the server writes them.
// The network comes first, so nobody who is online sees an old version. A copy is used when the service does not answer, or is too busy.
const PREFIX = 'self-check-';
// The address of the worker names the language that somebody chose; without one, the browser asks for its own.
const LANGUAGE = languageOf(location);
const OWN = nameOf(HASH, LANGUAGE);
// The addresses are relative, because the service may be below a path.
const ADDRESSES = FILES.map((file) => new URL(file, location).href);
// How long the service may take when there is a copy, in milliseconds.
const PATIENCE = 4000;

addEventListener('install', (event) => event.waitUntil(fill()));
addEventListener('activate', (event) => event.waitUntil(deleteCopies((name) => name !== OWN)));
addEventListener('message', (event) => event.data === 'delete' && event.waitUntil(deleteAll()));
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method !== 'GET' || !ADDRESSES.includes(fileOf(url))) return;
  event.respondWith(answer(event));
});

async function fill() {
  const cache = await caches.open(OWN);
  // All files are stored, or none.
  const headers = LANGUAGE ? { 'Accept-Language': LANGUAGE } : {};
  await cache.addAll(ADDRESSES.map((file) => new Request(file, { cache: 'no-cache', credentials: 'omit', headers })));
}

async function answer(event) {
  const { request } = event;
  const response = fetch(request).catch(() => null);
  const first = await Promise.race([response, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (first && first.status < 500 && first.status !== 429) return first;
  return (await copyOf(event)) ?? (await response) ?? Response.error();
}

function languageOf(address) {
  return new URL(address).searchParams.get('lang');
}

function nameOf(hash, language) {
  return PREFIX + hash + (language ? `-${language}` : '');
}

// The whole copy is in one language, so a page in any language is answered with it.
const fileOf = (url) => url.split('#')[0].replace(/\?lang=[\w-]+$/, '');

// A copy in the language of the page, which names it like the address of the worker; else the newest. The rule looks at the page and not
// at the request, so that one copy answers the page and its data.
async function copyOf({ request, clientId }) {
  const page = request.mode === 'navigate' ? null : await clients.get(clientId);
  const language = languageOf((page ?? request).url);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();
  const isWanted = (name) => name === nameOf(name.slice(PREFIX.length).split('-')[0], language);
  for (const name of [...names.filter(isWanted), ...names]) {
    const copy = await (await caches.open(name)).match(fileOf(request.url), { ignoreVary: true });
    if (copy) return withoutExpired(copy, new URL(request.url).pathname);
  }
  return null;
}

// Help contacts whose review date has passed are left out, as the service does.
async function withoutExpired(copy, path) {
  const today = new Date().toISOString().slice(0, 10);
  const { headers } = copy;
  if (headers.get('Content-Type').startsWith('text/html')) {
    const contact = /<li class="contact" data-review-by="([^"]+)">.*?<\/li>/gs;
    const text = (await copy.text()).replaceAll(contact, (html, reviewBy) => (reviewBy < today ? '' : html));
    return new Response(text, { headers: plain(headers) });
  }
  if (!path.endsWith('/v1/help/all')) return copy;
  const help = await copy.json();
  for (const country of Object.values(help.countries)) leaveOutExpired(country, help.elsewhere.services, today);
  return new Response(JSON.stringify(help), { headers: plain(headers) });
}

function leaveOutExpired(country, international, today) {
  const stays = ({ id, purpose, reviewBy }) =>
    purpose === 'emergency' || reviewBy >= today || international.some((service) => service.id === id);
  country.services = country.services.filter(stays);
  if (!country.services.some(({ purpose }) => purpose === 'crisis')) country.services.push(...international);
  country.emergency = country.emergency.filter(stays);
  for (const block of country.emergencyBlocks) block.contacts = block.contacts.filter(stays);
}

// The headers of a text that was changed: its length, coding and tag are others.
function plain(headers) {
  const changed = new Headers(headers);
  for (const name of ['Content-Length', 'Content-Encoding', 'ETag']) changed.delete(name);
  return changed;
}

async function deleteAll() {
  await deleteCopies(() => true);
  await registration.unregister();
}

async function deleteCopies(isOld) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && isOld(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}
