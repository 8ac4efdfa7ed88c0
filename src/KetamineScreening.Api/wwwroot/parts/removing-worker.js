// The service worker of a service that keeps no copies: it deletes those of before, and itself.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(deleteAll()));

async function deleteAll() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('self-check-')).map((name) => caches.delete(name)));
  await registration.unregister();
}
