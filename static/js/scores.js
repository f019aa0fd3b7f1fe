/* Scores typed down a column: arrow up, arrow down and enter move between persons; the field is selected on arrival. */

const table = document.querySelector("[data-scores]");

function move(input, step) {
  const cell = input.closest("td");
  let row = cell.parentElement;
  do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !row.cells[cell.cellIndex]?.querySelector("input"));
  const next = row?.cells[cell.cellIndex].querySelector("input");
  next?.focus();
  next?.select();
  return Boolean(next);
}

table?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
  if (!step || !event.target.matches("input") || event.altKey || event.ctrlKey || event.metaKey) return;
  const moved = move(event.target, step);
  if (moved || event.key !== "Enter") event.preventDefault(); /* enter in the last row sends the form */
});

if (table) {
  let changed = false;
  table.addEventListener("input", () => { changed = true; });
  table.closest("form").addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  table.querySelector(".is-invalid")?.focus();
}
