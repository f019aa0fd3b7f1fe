/* Tells a focal point, while typing, how many nominees, substitutes and women the list will hold; the server counts again.

   form[data-live] carries the counts as they are (data-nominees, -substitutes, -women, -stated, -quota, empty without one);
   [data-live-text] is the sentence, with {nominees} and so on in their places. Without scripts the sentence stays empty. */

const form = document.querySelector("form[data-live]");

function rows() {
  const names = [...form.querySelectorAll("[name$='-given_name']")];
  return names.map((field) => {
    const prefix = field.name.replace("given_name", "");
    const value = (name) => form.elements[prefix + name]?.value?.trim() || "";
    return { named: ["given_name", "family_name", "arabic_name"].some((name) => value(name)), sex: value("sex") };
  }).filter((row) => row.named);
}

function count(typed) {
  const start = form.dataset;
  const quota = start.quota ? Number(start.quota) : Infinity;
  const free = Math.max(quota - Number(start.nominees), 0);
  const come = typed.slice(0, free);
  const stated = Number(start.stated) + come.filter((row) => row.sex).length;
  const women = Number(start.women) + come.filter((row) => row.sex === "F").length;
  return {
    nominees: Number(start.nominees) + come.length,
    substitutes: Number(start.substitutes) + typed.length - come.length,
    women,
    stated,
    share: stated ? `${Math.round(100 * women / stated)}\u00a0%` : "–",
  };
}

function show() {
  const line = form.querySelector("[data-live-text]");
  const typed = rows();
  const counts = count(typed);
  line.textContent = typed.length ? line.dataset.liveText.replace(/\{(\w+)\}/g, (_whole, name) => counts[name]) : "";
}

if (form) {
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}
