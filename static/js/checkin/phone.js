/* What the phone itself gives: a name for this browser, unique numbers, and the page without a network. */

/* randomUUID is missing over plain HTTP */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const DEVICE = "warsha-device";

/* Whether this browser ever opened a register */
export const isKnown = () => Boolean(localStorage.getItem(DEVICE));

/* The same for all records of this browser; says nothing about its owner */
export function device() {
  if (!isKnown()) localStorage.setItem(DEVICE, uuid());
  return localStorage.getItem(DEVICE);
}

/* Resolves with true once the page can be opened again without a network */
export async function install(worker, scope) {
  if (!navigator.serviceWorker) return false;
  await navigator.serviceWorker.register(worker, { scope });
  await navigator.serviceWorker.ready;
  navigator.storage?.persist?.();
  const pages = await caches.open("warsha-checkin-pages");
  if (!(await pages.match(location.pathname))) await pages.add(new Request(location.pathname, { credentials: "same-origin" }));
  return true;
}

export async function removePage(path) {
  if ("caches" in window) await (await caches.open("warsha-checkin-pages")).delete(path);
}
