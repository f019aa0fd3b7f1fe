/* Keeps a long form's answers while its tab is open: a page pulled down on a telephone loads again, and a test must not be
   lost with it. The form names its draft in data-draft, one for each person; [data-draft-done] says that it was sent. */

const PREFIX = "draft:";
const form = document.querySelector("form[data-draft]");

function controls() {
  return [...form.elements].filter((control) => control.id && control.name.startsWith("q_"));
}

function isTicked(control) {
  return control.type === "radio" || control.type === "checkbox";
}

function keep() {
  const given = controls().map((control) => [control.id, isTicked(control) ? control.checked : control.value]);
  sessionStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(given));
}

/* what the server sent back filled is newer than what was kept */
function bringBack() {
  if (controls().some((control) => (isTicked(control) ? control.checked : control.value))) return;
  for (const [id, given] of JSON.parse(sessionStorage.getItem(PREFIX + form.dataset.draft) || "[]")) {
    const control = document.getElementById(id);
    if (control && isTicked(control)) control.checked = given;
    else if (control) control.value = given;
  }
}

function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

try {
  if (document.querySelector("[data-draft-done]")) forget();
  if (form) {
    bringBack();
    form.addEventListener("input", keep);
  }
} catch {
  /* no storage, as in some private windows: the form works without */
}
