// A card with data-swap (the address that gives its mentee somebody else's mentor) and data-mentee is dragged onto
// another one: the two mentees swap. Its grip does the same for keys and fingers: swap-keys.js.
let dragged = null;

const cardOf = (event) => event.target.closest?.("[data-swap]");
const unmark = () => document.querySelectorAll(".is-swap-target").forEach((card) => card.classList.remove("is-swap-target"));

// Gives the mentee of one card the mentor of the other.
export function swap(from, onto) {
  const form = document.getElementById("swap-form");
  form.action = from.dataset.swap.replace(/[^/]+\/(?=$|\?)/, `${onto.dataset.mentee}/`);
  form.requestSubmit();
}

function targetOf(event) {
  const card = cardOf(event);
  return dragged && card && card.dataset.mentor !== dragged.dataset.mentor ? card : null;
}

document.addEventListener("dragstart", (event) => {
  dragged = cardOf(event) ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});

document.addEventListener("dragover", (event) => {
  unmark();
  const card = targetOf(event);
  if (!card) return;
  event.preventDefault();
  card.classList.add("is-swap-target");
});

document.addEventListener("drop", (event) => {
  const card = targetOf(event);
  if (!card) return;
  event.preventDefault();
  swap(dragged, card);
});

document.addEventListener("dragend", () => {
  dragged = null;
  unmark();
});
