// <form data-unsaved-warning>: leaving with text that was not sent asks first.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-unsaved-warning]");
  if (form) changed.add(form);
});
// Buttons inside [data-still-unsaved] change the form and save nothing.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-still-unsaved] button");
  const form = button?.closest("form[data-unsaved-warning]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form[data-unsaved-warning]");
  const still = event.detail.elt.closest?.("[data-still-unsaved]");
  if (form && !still && event.detail.successful) changed.delete(form);
});
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});
