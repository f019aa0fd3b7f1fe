/* Toasts: dismissing them, and adding one from a script or a response of the server.

   Markup: components/_messages.html. A toast of success or info goes by itself after ten seconds, unless the pointer
   or the focus is on it; a warning or an error stays. To add one from the server, send the header
   HX-Trigger: {"toast": {"text": "...", "level": "success"}}; from a script, dispatch the same event on the body. */

const GOES_AFTER = 10000;
const region = document.getElementById("w-toasts");

function watch(toast) {
  toast.querySelector("[data-toast-close]").addEventListener("click", () => toast.remove());
  if (!["success", "info"].includes(toast.dataset.toast)) return;
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), GOES_AFTER); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}

function add({ text, level = "success" }) {
  const toast = region.querySelector("template").content.firstElementChild.cloneNode(true);
  toast.dataset.toast = level;
  if (level === "error") toast.setAttribute("role", "alert");
  region.append(toast);
  /* the text comes after the region knows the toast, so that screen readers announce it */
  requestAnimationFrame(() => { toast.querySelector("[data-toast-text]").textContent = text; });
  watch(toast);
}

if (region) {
  region.querySelectorAll(".toast").forEach(watch);
  document.body.addEventListener("toast", (event) => add(event.detail));
}
