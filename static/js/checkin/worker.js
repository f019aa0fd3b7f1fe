/* The service worker of the check-in page. /checkin/sw.js names the files of the shell (SHELL) and this script.

   Pages: the network first, for a few seconds, then what was kept. Files of the shell: what was kept. All else: the network.
   Caches of the shell: the present one and the one before, because a page kept before an update asks for its own files. */

const PREFIX = "warsha-checkin-shell-";
const PAGES = "warsha-checkin-pages";
const OPENED = "warsha-checkin-opened";
const PATIENCE = 4000;
const CURRENT = PREFIX + self.SHELL.version;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CURRENT).then((cache) => cache.addAll(self.SHELL.files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function tidy() {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, address));
  else if (self.SHELL.files.includes(address.pathname) || address.pathname.startsWith(self.SHELL.statics)) event.respondWith(file(event.request));
});

async function file(request) {
  return (await caches.match(request, { ignoreSearch: true })) || fetch(request);
}

/* A redirection to the sign-in page passes; an error is answered with the page that was kept, which says what is wrong */
async function page(request, address) {
  if (address.pathname === self.SHELL.start && address.search) return (await lastOpened()) || network(request);
  const kept = await (await caches.open(PAGES)).match(address.pathname);
  if (!kept) return network(request);
  try {
    const answer = await Promise.race([network(request), late()]);
    return answer.ok || answer.type === "opaqueredirect" ? answer : kept;
  } catch {
    return kept;
  }
}

async function network(request) {
  const answer = await fetch(request);
  const path = new URL(request.url).pathname;
  if (answer.ok && !answer.redirected && /^\/checkin\/(\d+|d\/[^/]+)\/$/.test(path)) {
    const pages = await caches.open(PAGES);
    await pages.put(path, answer.clone());
    await (await caches.open(OPENED)).put(OPENED, new Response(path));
  }
  return answer;
}

function late() {
  return new Promise((resolve, reject) => { setTimeout(() => reject(new Error("no answer in time")), PATIENCE); });
}

/* The installed app begins where this phone was last */
async function lastOpened() {
  const opened = await (await caches.open(OPENED)).match(OPENED);
  const path = opened && (await opened.text());
  return path && (await (await caches.open(PAGES)).match(path)) ? Response.redirect(path, 302) : null;
}
