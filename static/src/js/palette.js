// The command palette: Ctrl/⌘ K. Filters the pages it holds; htmx fetches what the search finds.
const dialog = document.getElementById("palette");

function items() {
  return [...dialog.querySelectorAll(".menu-item")].filter((item) => item.offsetParent !== null);
}

function mark(item) {
  dialog.querySelector(".is-active")?.classList.remove("is-active");
  item?.classList.add("is-active");
  item?.scrollIntoView({ block: "nearest" });
}

export function openPalette() {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const input = dialog.querySelector("input");
  input.select();
  mark(items()[0]);
}

if (dialog) {
  const input = dialog.querySelector("input");
  const pages = dialog.querySelectorAll("[data-pages] li");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    for (const page of pages) page.hidden = !page.textContent.toLocaleLowerCase().includes(wanted);
    mark(items()[0]);
  });
  dialog.addEventListener("htmx:afterSwap", () => mark(items()[0]));
  dialog.addEventListener("keydown", (event) => {
    const list = items();
    const at = list.findIndex((item) => item.classList.contains("is-active"));
    if (event.key === "ArrowDown") mark(list[Math.min(at + 1, list.length - 1)]);
    else if (event.key === "ArrowUp") mark(list[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && event.target === input) list[at]?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette-open]")) openPalette();
});
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    openPalette();
  }
});
