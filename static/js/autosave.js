/* Saves a form by itself while somebody writes, so that nothing typed is lost: form[data-autosave].

   The form is posted as it is with the header X-Autosave; the answer is {revision}, which goes into its hidden field. A
   save that fails (no network, signed out) is tried again at the next key and a minute later; the page warns before it is left
   unsaved. Somebody else's save in between (409) stops it: the button Save then shows both texts. Without this script the button saves all the same.
   The words come from data-saved, -saving, -unsaved, -stale, -invalid; they stand in [data-autosave-state]. */

const PAUSE = 2000;
const AGAIN = 60000;

const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-autosave-state]");

let dirty = false;
let stopped = false;
let running = false;
let timer = 0;
let leaving = null; /* the button that was pressed while a save was under way */

function say(word) {
  state.textContent = form.dataset[word];
  state.classList.toggle("w-bad-text", !["saved", "saving"].includes(word));
}

function later(pause) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, pause);
}

async function post() {
  try {
    return await fetch(form.action || location.href, {
      method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, credentials: "same-origin", redirect: "error",
    });
  } catch {
    return null;
  }
}

async function save() {
  if (running || !dirty) return;
  running = true;
  dirty = false;
  say("saving");
  const answer = await post();
  if (answer?.ok) form.elements.revision.value = (await answer.json()).revision;
  running = false;
  if (leaving) {
    form.requestSubmit(leaving);
    return;
  }
  if (answer?.ok) {
    if (dirty) later(PAUSE);
    else say("saved");
    return;
  }
  dirty = true;
  stopped = answer?.status === 409;
  say({ 409: "stale", 400: "invalid" }[answer?.status] || "unsaved");
  later(AGAIN);
}

if (form) {
  form.addEventListener("input", () => { dirty = true; later(PAUSE); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (running) { /* its answer brings the revision this one needs */
      event.preventDefault();
      leaving = event.submitter;
      return;
    }
    stopped = true;
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => { if (dirty || running) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}
