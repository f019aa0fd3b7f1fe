/* Presence as it is taken: each mark of the grid (grid.js tells of it) is drawn at once and saved in small batches.

   A batch goes to the address in the head of its register as {"marks": {person: state}, "reason": ""}. What could not
   be saved stays on its cell, framed, and is tried again: after a while, when the network returns, or on request.
   A refusal of the server puts the old mark back and says why. */

const table = document.getElementById("attendance");
const bar = document.querySelector(".w-marker");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const reason = document.querySelector("[data-reason]");
const WAIT = 250;
const RETRY = 8000;
const AT_ONCE = 400;

const waiting = new Map(); /* cell → the mark that the server holds */
const undone = [];
let timer = null;
let running = null;
let here = null;

const part = (name) => bar.querySelector(`[data-${name}]`);
const say = (text, level) => document.body.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
const person = (cell) => cell.closest("tr").dataset.person;

function draw(cell, state) {
  const glyph = document.querySelector(`template[data-glyph="${state}"]`);
  for (const name of [...cell.classList]) if (/^w-mark-/.test(name)) cell.classList.remove(name);
  cell.classList.add(glyph.dataset.class);
  cell.replaceChildren(glyph.content.cloneNode(true));
  cell.dataset.state = state;
}

function status(word) {
  const time = new Date().toLocaleTimeString("en-GB");
  part("status").textContent = word === "saved" ? `${part("status").dataset.saved} ${time}` : part("status").dataset[word] || "";
  part("retry").hidden = word !== "failed";
}

function change(cell, state, remember = true) {
  const before = cell.dataset.state;
  if (before === state) return;
  if (remember) undone.push([cell, before]);
  part("undo").disabled = !undone.length;
  if (!waiting.has(cell)) waiting.set(cell, before);
  draw(cell, state);
  later(WAIT);
}

function undo() {
  const last = undone.pop();
  part("undo").disabled = !undone.length;
  if (!last) return;
  change(last[0], last[1], false);
  last[0].focus();
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

/* one batch: the cells of one register */
function batch() {
  const first = [...waiting.keys()][0];
  return [...waiting.keys()].filter((cell) => cell.dataset.register === first.dataset.register).slice(0, AT_ONCE);
}

function save() {
  clearTimeout(timer);
  running ??= send().finally(() => { running = null; });
  return running;
}

async function send() {
  while (waiting.size) {
    const cells = batch();
    const sent = new Map(cells.map((cell) => [cell, cell.dataset.state]));
    status("saving");
    const answer = await post(cells[0].dataset.register, sent);
    if (!answer) return fail(cells);
    for (const [cell, state] of sent) settle(cell, state, answer.records[person(cell)]);
    count(cells[0].dataset.register, answer);
  }
  status("saved");
}

async function post(register, sent) {
  const marks = Object.fromEntries([...sent].map(([cell, state]) => [person(cell), state]));
  const url = table.querySelector(`th[data-register="${register}"]`).dataset.url;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ marks, reason: reason?.value || "" }),
      redirect: "error",
    });
    if (response.ok) return await response.json();
    if (![400, 409].includes(response.status)) return null;
    const refusal = await response.json();
    say(refusal.message, "error");
    if (refusal.code === "needs_reason") return ask();
    return { records: Object.fromEntries(Object.keys(marks).map((id) => [id, { saved: false }])) };
  } catch {
    return null; /* no network, or not our answer: kept and tried again */
  }
}

function ask() {
  reason?.focus();
  return null;
}

function fail(cells) {
  for (const cell of cells) cell.classList.add("is-unsaved");
  status("failed");
  if (!reason || reason.value) later(RETRY);
}

function settle(cell, state, record) {
  cell.classList.remove("is-unsaved");
  if (cell.dataset.state === state) {
    if (!record.saved) draw(cell, waiting.get(cell));
    waiting.delete(cell);
  } else if (record.saved) waiting.set(cell, state); /* changed again meanwhile: goes with the next batch */
  if (record.message) say(record.message, "error");
  if (!record.saved) return;
  const row = cell.closest("tr");
  row.querySelector("[data-attended]").textContent = record.attended;
  const verdict = row.querySelector("[data-verdict]");
  if (!verdict || !record.outlook) return;
  verdict.replaceChildren(document.querySelector(`template[data-outlook="${record.outlook}"]`).content.cloneNode(true));
  verdict.querySelector("[data-word]").textContent = record.verdict;
}

function count(register, { register: figures, summary }) {
  if (!figures) return;
  table.querySelector(`[data-present="${register}"]`).textContent = figures.recorded ? figures.present : "–";
  const foot = table.querySelector("[data-summary]");
  if (foot) foot.textContent = summary;
  if (!table.querySelector(`th.is-open[data-register="${register}"]`)) return;
  document.querySelector("[data-recorded]").textContent = figures.recorded;
  document.querySelector("[data-unmarked-count]").textContent = figures.unmarked;
  document.querySelector("[data-unmarked]").hidden = !figures.unmarked;
}

function start() {
  table.addEventListener("grid:mark", (event) => change(event.target, event.detail.state));
  table.addEventListener("focusin", (event) => { here = event.target.closest("[data-cell]"); });
  table.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyZ") return;
    event.preventDefault();
    undo();
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("undo" in button.dataset) undo();
    else if ("retry" in button.dataset) save();
    else here?.dispatchEvent(new KeyboardEvent("keydown", { key: button.dataset.key, bubbles: true }));
  });
  reason?.addEventListener("change", () => { if (waiting.size) save(); });
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
  /* what is waiting goes before a form leaves the page */
  document.addEventListener("submit", async (event) => {
    if (!waiting.size) return;
    event.preventDefault();
    await save();
    if (!waiting.size) event.target.requestSubmit(event.submitter);
  });
  const open = table.querySelector(`th.is-open`).dataset.register;
  const cells = [...table.querySelectorAll(`td[data-register="${open}"]`)];
  here = cells.find((cell) => cell.dataset.state === "cleared") || cells[0];
  table.querySelectorAll("[data-cell][tabindex='0']").forEach((cell) => { cell.tabIndex = -1; });
  here.tabIndex = 0;
  if (matchMedia("(pointer: fine)").matches) here.focus({ preventScroll: true });
}

document.querySelector(".w-registers [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
if (table && bar) start();
