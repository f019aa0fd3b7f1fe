/* Somebody at the door who is not on the list. The browser's own messages say what is missing. */

/* without the invisible signs that keyboards leave: the server refuses them */
const plain = (text) => text.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, " ").trim();

export function attachWalkIn(page, take) {
  const part = (name) => page.querySelector(`[data-part="${name}"]`);
  const dialog = part("walk_in_dialog");
  const form = part("walk_in_form");

  /* a name in one script is enough: given and family name, or the Arabic one */
  function need() {
    const arabic = plain(form.arabic_name.value);
    for (const field of [form.given_name, form.family_name]) field.required = !arabic;
  }

  part("walk_in").addEventListener("click", () => {
    form.reset();
    need();
    dialog.showModal();
  });
  form.arabic_name.addEventListener("input", need);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, plain(value)]));
    if (!given.arabic_name && !(given.given_name && given.family_name)) return;
    dialog.close();
    take(given);
  });
  for (const close of page.querySelectorAll("dialog [data-close]")) {
    close.addEventListener("click", () => close.closest("dialog").close());
  }
}
