// <select data-search="Search a city">: a box above a long list leaves only what holds the words
// typed, in an option's text, value or data-words. Enter takes the first. Without it the list is whole.
// data-search-none is said where nothing does.
const ROWS = 6;

function matches(option, words) {
  const text = `${option.textContent} ${option.value} ${option.dataset.words ?? ""}`.replaceAll("_", " ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function narrow(select, whole, words) {
  const chosen = select.value;
  const fits = (option) => words.length === 0 || option.value === chosen || matches(option, words);
  const shown = whole.flatMap(([group, options]) => {
    const found = options.filter(fits);
    if (!group) return found;
    group.replaceChildren(...found);
    return found.length ? [group] : [];
  });
  select.replaceChildren(...shown);
  select.value = chosen;
  select.size = words.length ? ROWS : 0;
  return whole.some(([, options]) => options.some((option) => matches(option, words)));
}

function addBox(select) {
  const whole = [...select.children].map((child) => (child.matches("optgroup") ? [child, [...child.children]] : [null, [child]]));
  const box = document.createElement("input");
  Object.assign(box, { type: "search", className: "form-control select-search", placeholder: select.dataset.search, autocomplete: "off" });
  box.setAttribute("aria-label", select.dataset.search);
  box.setAttribute("aria-controls", select.id);
  const none = document.createElement("p");
  Object.assign(none, { className: "field-help m-0", role: "status" });
  const typed = () => box.value.toLowerCase().split(/[\s_]+/).filter(Boolean);
  box.addEventListener("input", (event) => {
    event.stopPropagation(); // searching changes nothing
    none.textContent = narrow(select, whole, typed()) ? "" : (select.dataset.searchNone ?? "");
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = [...select.options].find((option) => matches(option, typed()));
    if (first && typed().length) select.value = first.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  select.addEventListener("change", () => {
    box.value = "";
    narrow(select, whole, []);
    none.textContent = "";
  });
  select.before(box);
  select.after(none);
}

for (const select of document.querySelectorAll("select[data-search]")) addBox(select);
document.addEventListener("htmx:load", (event) => {
  for (const select of event.detail.elt.querySelectorAll?.("select[data-search]") ?? []) {
    if (!select.previousElementSibling?.matches(".select-search")) addBox(select);
  }
});
