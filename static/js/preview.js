/* A form whose paper is shown beside it in a frame: <form data-preview> with a <button data-preview-button formtarget=…>.
   Shown when the page opens and whenever something changes; without scripts the button does it. */

for (const form of document.querySelectorAll("form[data-preview]")) {
  const button = form.querySelector("[data-preview-button]");
  const frame = document.querySelector(`iframe[name="${button.formTarget}"]`);
  let waiting;
  form.addEventListener("submit", (event) => frame.setAttribute("aria-busy", event.submitter === button));
  frame.addEventListener("load", () => frame.setAttribute("aria-busy", "false"));
  const show = () => form.requestSubmit(button);
  const soon = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(show, delay);
  };
  form.addEventListener("input", (event) => soon(event.target.matches("textarea, [type=text]") ? 800 : 150));
  show();
}
