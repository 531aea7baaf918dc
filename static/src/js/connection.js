// Shows "Reconnecting…" while an event stream is down, and asks parts that wait for it to catch up.
const badge = document.getElementById("connection");
let lost = false;

document.addEventListener("htmx:sseError", () => {
  lost = true;
  if (badge) badge.hidden = false;
});
document.addEventListener("htmx:sseOpen", () => {
  if (badge) badge.hidden = true;
  // hx-trigger="stream:resumed from:body" refetches what was missed
  if (lost) document.body.dispatchEvent(new CustomEvent("stream:resumed"));
  lost = false;
});
