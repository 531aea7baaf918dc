// The grip on a card that can be swapped (see swap-drag.js): Space or a tap picks the mentor up, arrows lead from one
// possible place to the next, Space or a tap drops them there, Escape puts them back. All is said aloud.
import { announce } from "./announce.js";
import { swap } from "./swap-drag.js";

const LAST = "swapped-mentee";
const NEXT = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
let held = null;

const cardOf = (grip) => grip.closest("[data-swap]");
const gripOf = (card) => card.querySelector("[data-swap-grip]");
const texts = () => document.getElementById("swap-form").dataset;
const targets = () =>
  [...document.querySelectorAll("[data-swap]")].filter((card) => card.dataset.mentor !== held.dataset.mentor);

function say(text, other) {
  const names = { mentor: held.dataset.mentorName, mentee: held.dataset.menteeName };
  if (other) Object.assign(names, { others: other.dataset.mentorName, other: other.dataset.menteeName });
  announce(text.replace(/\[(\w+)\]/g, (token, key) => names[key] ?? token));
}

function mark(card) {
  document.querySelectorAll(".is-swap-target").forEach((each) => each.classList.remove("is-swap-target"));
  card?.classList.add("is-swap-target");
}

function pickUp(card) {
  held = card;
  gripOf(card).setAttribute("aria-pressed", "true");
  card.classList.add("is-swap-held");
  say(targets().length ? texts().textHeld : texts().textAlone);
}

function letGo() {
  if (!held) return;
  gripOf(held).setAttribute("aria-pressed", "false");
  held.classList.remove("is-swap-held");
  mark(null);
  held = null;
}

function putBack() {
  say(texts().textBack);
  const grip = gripOf(held);
  letGo();
  grip.focus();
}

function lead(from, step) {
  const all = targets();
  if (!all.length) return;
  const cards = [...document.querySelectorAll("[data-swap]")];
  const at = cards.indexOf(from);
  const onward = step > 0 ? cards.slice(at + 1).concat(cards.slice(0, at)) : cards.slice(0, at).reverse().concat(cards.slice(at + 1).reverse());
  gripOf(onward.find((card) => all.includes(card))).focus();
}

document.addEventListener("click", (event) => {
  const grip = event.target.closest?.("[data-swap-grip]");
  if (!grip) return;
  const card = cardOf(grip);
  if (!held) pickUp(card);
  else if (card === held) putBack();
  else if (targets().includes(card)) {
    sessionStorage.setItem(LAST, held.dataset.mentee);
    swap(held, card);
    letGo();
  }
});

document.addEventListener("focusin", (event) => {
  const card = held && event.target.closest?.("[data-swap-grip]") && cardOf(event.target);
  if (!card) return mark(null);
  const fits = targets().includes(card);
  mark(fits ? card : null);
  if (fits) say(texts().textOver, card);
});

document.addEventListener("keydown", (event) => {
  if (!held) return;
  if (event.key === "Escape") return putBack();
  const grip = event.target.closest?.("[data-swap-grip]");
  if (!grip || !(event.key in NEXT)) return;
  event.preventDefault();
  lead(cardOf(grip), NEXT[event.key]);
});

// The list is replaced by a search, a page, or what happens to another pair.
document.addEventListener("htmx:beforeSwap", letGo);

const last = sessionStorage.getItem(LAST);
if (last) {
  sessionStorage.removeItem(LAST);
  const card = document.querySelector(`[data-swap][data-mentee="${CSS.escape(last)}"]`);
  if (card) gripOf(card).focus();
}
