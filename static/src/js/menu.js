// <details class="menu">: Escape and a click elsewhere close it, arrows walk its items.
const open = () => document.querySelectorAll("details.menu[open], .app-tabs details[open]");

document.addEventListener("click", (event) => {
  const chosen = event.target.closest(".menu-item:not([data-copy])");
  for (const menu of open()) {
    if (!menu.contains(event.target) || menu.contains(chosen)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu || event.target.matches("input, textarea, select")) return;
  const items = [...menu.querySelectorAll(".menu-item")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = items.indexOf(document.activeElement);
  items.at(at === -1 && step === -1 ? -1 : (at + step) % items.length)?.focus();
  event.preventDefault();
});
