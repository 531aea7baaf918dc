// Brings the focus to the error summary, and "Error:" into the title, also after a swap.
function show(root) {
  const summary = root.querySelector?.(".error-summary");
  const prefix = document.body.dataset.textError;
  if (summary) {
    summary.focus();
    if (prefix && !document.title.startsWith(prefix)) document.title = `${prefix} ${document.title}`;
  } else if (prefix && document.title.startsWith(prefix) && !document.querySelector(".error-summary")) {
    document.title = document.title.slice(prefix.length).trim();
  }
}

document.addEventListener("htmx:afterSettle", (event) => show(event.detail.elt.parentElement ?? document));
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.closest(".field")?.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
show(document);
