// Nobody loses their place when a fragment is replaced: the focus goes back to the element
// of the same id, else to [data-focus] in the new part, else to the part itself.
let before = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  const target = event.detail.target;
  before = active && active !== document.body && target?.contains(active) ? { id: active.id, target } : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!before || (document.activeElement && document.activeElement !== document.body)) return;
  const part = document.getElementById(before.target.id) ?? event.detail.target;
  const next = (before.id && document.getElementById(before.id)) || part?.querySelector("[data-focus]") || part;
  before = null;
  if (!next?.isConnected) return;
  if (!next.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
    next.setAttribute("tabindex", "-1");
  }
  next.focus({ preventScroll: true });
});
