// `?` lists the shortcuts, `/` goes to the page's search. Single keys can be switched off there (WCAG 2.1.4).
const dialog = document.getElementById("shortcuts");
const toggle = dialog?.querySelector("[name=single-keys]");

const enabled = () => localStorage.getItem("single-keys") !== "off";
const typing = (element) => element.closest?.("input, textarea, select, [contenteditable]");

if (toggle) {
  toggle.checked = enabled();
  toggle.addEventListener("change", () => localStorage.setItem("single-keys", toggle.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (!enabled() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    dialog?.showModal();
    event.preventDefault();
  } else if (event.key === "/") {
    const search = document.querySelector("main input[type=search]");
    if (search) {
      search.focus();
      event.preventDefault();
    }
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts-open]")) dialog?.showModal();
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
});
