/* Finding a name: the equal way beside the camera. A dialog with a field and the names that fit. */

import { isIn } from "./people.js";

const SHOWN = 40;

export function attachFinder(page, words, find, mark, clock) {
  const part = (name) => page.querySelector(`[data-part="${name}"]`);
  const dialog = part("finder_dialog");
  const field = part("query");
  const list = part("found");

  function draw() {
    const found = find(field.value);
    part("none").hidden = found.length > 0;
    part("more").hidden = found.length <= SHOWN;
    list.replaceChildren(...found.slice(0, SHOWN).map(line));
  }

  function line(person) {
    const item = part("line").content.firstElementChild.cloneNode(true);
    const set = (name, text) => { item.querySelector(`[data-line="${name}"]`).textContent = text; };
    set("latin", person.latin);
    set("arabic", person.arabic);
    set("institution", person.institution);
    set("state", isIn(person) ? words.in_at.replace("{time}", person.at ? clock(person.at) : "") : "");
    item.querySelector("button").addEventListener("click", () => {
      dialog.close();
      mark(person.key);
    });
    return item;
  }

  part("search").addEventListener("click", () => {
    field.value = "";
    draw();
    dialog.showModal();
    field.focus();
  });
  field.addEventListener("input", draw);
  part("none_walk_in").addEventListener("click", () => {
    dialog.close();
    part("walk_in").click();
  });
  field.form.addEventListener("submit", (event) => event.preventDefault());
}
