/* A field that completes what is typed, after the pattern "combobox with list autocomplete" of the ARIA practices.

   Two uses:
     <select data-combo>                        chooses among its own options; an option's data-hint is its second line.
     <input data-combo-url="/..." data-combo-target="id_of_hidden_input">
                                                asks the address with ?q= and gets [{id, label, hint}]; the chosen id goes
                                                into the hidden input, which is emptied when the text changes.
                                                An item with `exact` is taken when the field is left without a choice;
                                                data-combo-free is the line that then stands under a text nobody knows.
   Both: data-combo-empty is the line shown when nothing fits. Choosing sends "change" on the select or the hidden input.
   Keys: down, up, home, end, enter, escape. Without scripts the select or the plain input remains. */

const SHOWN = 50;
const WAIT = 200;
let count = 0;

/* Latin without accents, Arabic without harakat and with one form of alif, ya and ta marbuta */
export function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").toLowerCase()
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/* find(query) gives a promise of [{id, label, hint}]; choose(item) keeps the choice; leave() settles the text on blur */
function attach(input, { find, choose, leave, emptyText }) {
  const list = element("ul", { class: "w-combo-list", role: "listbox", id: `w-combo-${++count}` });
  const status = element("span", { class: "visually-hidden", role: "status" });
  let items = [];
  let active = -1;
  let asked = 0;
  list.hidden = true;
  if (input.labels[0]) list.setAttribute("aria-label", input.labels[0].textContent.trim());
  for (const [key, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(key, value);
  input.after(list, status);
  input.parentElement.classList.add("w-combo");

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    active = index;
    if (!options[index]) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    items = found.slice(0, SHOWN);
    list.replaceChildren(...items.map((item, at) => {
      const option = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, item.label);
      if (item.hint) option.append(element("small", {}, item.hint));
      return option;
    }));
    list.hidden = !items.length && !emptyText;
    if (!items.length && emptyText) list.append(element("li", { class: "w-none", role: "presentation" }, emptyText));
    status.textContent = items.length ? String(items.length) : emptyText;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  async function search(query) {
    const mine = ++asked;
    const found = await find(query);
    if (mine === asked && document.activeElement === input) show(found);
  }

  function take(index) {
    asked += 1;
    choose(items[index]);
    close();
  }

  const steps = { ArrowDown: () => (active + 1) % items.length, ArrowUp: () => (active <= 0 ? items.length : active) - 1, Home: () => 0, End: () => items.length - 1 };

  function onKey(event) {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open) search("");
    else if (open && items.length && (event.key.startsWith("Arrow") || active >= 0) && steps[event.key]) mark(steps[event.key]());
    else if (open && event.key === "Enter" && active >= 0) take(active);
    else if (open && event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  input.addEventListener("input", () => search(input.value));
  input.addEventListener("click", () => { if (list.hidden) search(""); });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => { asked += 1; close(); leave(); });
  /* mousedown, not click: the input must keep the focus */
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}

function changed(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function enhanceSelect(select) {
  const options = [...select.options].map((option) => ({ id: option.value, label: option.label, hint: option.dataset.hint || "", folded: fold(`${option.label} ${option.dataset.hint || ""}`) }));
  const label = select.labels[0];
  const input = element("input", { type: "text", class: "form-control", id: `${select.id}-combo` });
  for (const name of ["aria-describedby", "aria-invalid", "required", "disabled", "placeholder"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  if (select.classList.contains("is-invalid")) input.classList.add("is-invalid");
  const holder = element("div", { class: "w-combo" });
  select.after(holder);
  holder.append(input);
  select.hidden = true;
  select.required = false;
  if (label) label.htmlFor = input.id;
  const settle = () => { input.value = select.value ? select.selectedOptions[0].label : ""; };
  const set = (value) => { if (select.value !== value) { select.value = value; changed(select); } };
  settle();
  attach(input, {
    emptyText: select.dataset.comboEmpty || "",
    find: async (query) => options.filter((option) => option.id && fold(query).split(/\s+/).every((word) => option.folded.includes(word))),
    choose: (item) => { set(item.id); settle(); },
    leave: () => { if (!input.value.trim() && options.some((option) => !option.id)) set(""); settle(); },
  });
}

function enhanceInput(input) {
  const target = document.getElementById(input.dataset.comboTarget);
  const set = (value) => { if (target && target.value !== value) { target.value = value; changed(target); } };
  const note = element("div", { class: "w-combo-note", role: "status" });
  let timer;
  const fetched = async (query) => {
    const address = new URL(input.dataset.comboUrl, location.href);
    address.searchParams.set("q", query);
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      return response.ok ? await response.json() : [];
    } catch {
      return [];  /* no network: the plain text is sent */
    }
  };
  const choose = (item) => { input.value = item.label; note.textContent = ""; set(String(item.id)); };
  /* Left without a choice: what is known under just this text is chosen, of anything else the person is told. */
  async function settle() {
    const text = input.value.trim();
    if (!text || target?.value) return;
    const exact = (await fetched(text)).find((item) => item.exact);
    if (input.value.trim() !== text || target?.value) return;
    if (exact) choose(exact);
    else note.textContent = input.dataset.comboFree || "";
  }
  input.addEventListener("input", () => { note.textContent = ""; set(""); });
  attach(input, {
    emptyText: input.dataset.comboEmpty || "",
    find: (query) => new Promise((resolve) => {
      clearTimeout(timer);
      timer = setTimeout(() => resolve(query.trim() ? fetched(query) : []), WAIT);
    }),
    choose,
    leave: settle,
  });
  input.parentElement.after(note);
  settle();
}

export function enhance(root) {
  for (const field of root.querySelectorAll("select[data-combo], input[data-combo-url]")) {
    if (field.dataset.comboReady) continue;
    field.dataset.comboReady = "yes";
    if (field.matches("select")) enhanceSelect(field);
    else enhanceInput(field);
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target.parentElement || document));
