/* A table walked and marked by keyboard, after the pattern "grid" of the ARIA practices.

   <table class="table w-ledger w-grid" role="grid" data-grid
          data-keys="p:present l:late e:left_early u:unsigned x:excused a:absent backspace:none">
     <td class="w-mark" data-cell ...>          one cell that can be marked
     <td class="w-mark" data-cell aria-readonly="true">   one that can only be read

   Arrow keys (as one sees them, so mirrored in right-to-left), home, end, with ctrl the first and last row. A key of
   data-keys sends the event "grid:mark" from the cell, with {state, key}, and goes on to the next row; enter and a
   double click send "grid:open". Letters count by their place on the keyboard when it writes Arabic. The page that
   listens saves and redraws the cell; nothing is drawn here but the focus. */

const cells = (row) => [...row.querySelectorAll("[data-cell]")];

function pressed(event) {
  const arabic = /[\u0600-\u06ff]/.test(event.key) && event.code.startsWith("Key");
  return (arabic ? event.code.slice(3) : event.key).toLowerCase();
}

function readKeys(text) {
  return Object.fromEntries((text || "").split(/\s+/).filter(Boolean).map((pair) => pair.split(":")));
}

function enhance(table) {
  const keys = readKeys(table.dataset.keys);
  const rtl = getComputedStyle(table).direction === "rtl";
  const rows = () => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => cells(row).length);

  function makeReachable() {
    const all = rows().flatMap(cells);
    const first = all.find((cell) => cell.tabIndex === 0 && cell.hasAttribute("tabindex")) || all.find((cell) => cell.ariaReadOnly !== "true") || all[0];
    for (const cell of all) cell.tabIndex = cell === first ? 0 : -1;
  }

  function go(cell) {
    if (!cell) return;
    table.querySelectorAll("[data-cell][tabindex='0']").forEach((other) => { other.tabIndex = -1; });
    cell.tabIndex = 0;
    cell.focus();
  }

  function neighbour(cell, key, far) {
    const all = rows();
    const row = all.indexOf(cell.closest("tr"));
    const line = cells(all[row]);
    const column = line.indexOf(cell);
    const side = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[key];
    if (side) return line[column + side];
    const to = { ArrowDown: row + 1, ArrowUp: row - 1, Home: far ? 0 : row, End: far ? all.length - 1 : row }[key];
    if (to === undefined || !all[to]) return null;
    const across = { Home: 0, End: -1 }[key] ?? column;
    return cells(all[to]).at(across);
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.altKey || event.metaKey) return;
    const moves = /^(Arrow|Home$|End$)/.test(event.key);
    const state = event.ctrlKey ? undefined : keys[pressed(event)];
    if (moves) go(neighbour(cell, event.key, event.ctrlKey));
    else if (event.key === "Enter") cell.dispatchEvent(new CustomEvent("grid:open", { bubbles: true }));
    else if (state && cell.ariaReadOnly !== "true") {
      cell.dispatchEvent(new CustomEvent("grid:mark", { bubbles: true, detail: { state, key: event.key } }));
      go(neighbour(cell, "ArrowDown"));
    } else return;
    event.preventDefault();
  });

  table.addEventListener("click", (event) => go(event.target.closest("[data-cell]")));
  table.addEventListener("dblclick", (event) => event.target.closest("[data-cell]")?.dispatchEvent(new CustomEvent("grid:open", { bubbles: true })));

  table.addEventListener("focusin", (event) => {
    event.target.closest("[data-cell]")?.classList.add("is-focus");
    event.target.closest("tr")?.classList.add("is-row");
  });
  table.addEventListener("focusout", (event) => {
    event.target.closest("[data-cell]")?.classList.remove("is-focus");
    event.target.closest("tr")?.classList.remove("is-row");
  });

  makeReachable();
  document.addEventListener("htmx:afterSettle", makeReachable);
}

document.querySelectorAll("table[data-grid]").forEach(enhance);
