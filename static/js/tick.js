/* The box in the head of a table that ticks every box of one name on the page: <input data-tick-all="ids">. */

for (const all of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...all.form.elements].filter((box) => box.name === all.dataset.tickAll);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  all.form.addEventListener("change", show);
  show();
}
