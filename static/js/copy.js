/* A button that copies the text of a field: data-copy is the field's id, data-copied what is said once it is done.
   Without scripts, or where the browser does not let a page copy (plain HTTP), the field is selected by hand. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied } }));
  });
}
