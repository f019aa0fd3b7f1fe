/* Asks before something is destroyed, in the dialog of components/_confirm.html.

   On a form, a submit button or an element of htmx:
     data-confirm         the question, naming what goes: "Revoke certificate IOM-MA-2014-0117?"
     data-confirm-text    what follows from it
     data-confirm-action  the word on the destroying button
     data-confirm-keep    the word on the other one
     data-confirm-look    the look of the first button, where nothing is destroyed: "btn-primary"
   Elements of htmx put the question in hx-confirm and may add the other three. Without scripts the form is sent as it
   is: what cannot be undone needs a page of its own that asks. */

const dialog = document.getElementById("w-confirm");

function ask(question, source) {
  const [yes, no] = dialog.querySelectorAll("button");
  const text = dialog.querySelector("#w-confirm-text");
  dialog.querySelector("#w-confirm-title").textContent = question;
  text.textContent = source.dataset.confirmText || "";
  text.hidden = !text.textContent;
  yes.textContent = source.dataset.confirmAction || yes.dataset.default;
  yes.className = `btn ${source.dataset.confirmLook || "btn-danger"}`;
  no.textContent = source.dataset.confirmKeep || no.dataset.default;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

let agreed = null;

async function onSubmit(event) {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || agreed === source) {
    agreed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  if (!(await ask(source.dataset.confirm, source))) return;
  agreed = source;
  form.requestSubmit(submitter);
}

async function onHtmx(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question, event.detail.elt)) event.detail.issueRequest(true);
}

if (dialog) {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("htmx:confirm", onHtmx);
}
