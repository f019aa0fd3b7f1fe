/* A table of form rows that grows: [data-rows="prefix"] holds a table, a <template> with one empty row (its names carry
   __prefix__) and a button [data-rows-add]. Without scripts the empty rows that were sent remain. */

function grow(holder) {
  const total = document.getElementById(`id_${holder.dataset.rows}-TOTAL_FORMS`);
  const most = document.getElementById(`id_${holder.dataset.rows}-MAX_NUM_FORMS`);
  const number = Number(total.value);
  if (number >= Number(most.value)) return;
  const row = holder.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const part of row.querySelectorAll("[name], [id], [for]")) {
    for (const name of ["name", "id", "for"]) if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace("__prefix__", number));
  }
  holder.querySelector("tbody").append(row);
  total.value = number + 1;
  row.querySelector("input, select").focus();
}

for (const holder of document.querySelectorAll("[data-rows]")) {
  const button = holder.querySelector("[data-rows-add]");
  button.hidden = false;
  button.addEventListener("click", () => grow(holder));
}
