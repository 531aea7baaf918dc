// While an event stream is down: says so, and asks its parts to fetch themselves now and then.
// hx-trigger="stream:resumed from:body" is such a part; it also catches up when the stream is back.
const GRACE = 2_500; // a server that ends a stream is back sooner
const EVERY = 5_000;
const badge = document.getElementById("connection");
let grace = 0;
let polling = 0;

function refetch() {
  document.body.dispatchEvent(new CustomEvent("stream:resumed"));
}

function show() {
  if (badge) badge.hidden = false;
  polling = setInterval(refetch, EVERY);
  refetch();
}

document.addEventListener("htmx:sseError", () => {
  if (!grace) grace = setTimeout(show, GRACE);
});
document.addEventListener("htmx:sseOpen", () => {
  if (!grace) return;
  clearTimeout(grace);
  clearInterval(polling);
  grace = 0;
  if (badge) badge.hidden = true;
  refetch();
});
