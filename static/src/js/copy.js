// <button data-copy="text"> or <button data-copy-from="element-id">: copies and says so.
import { announce } from "./announce.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
  const text = source ? (source.value ?? source.textContent.trim()) : button.dataset.copy;
  await navigator.clipboard.writeText(text);
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  const done = document.body.dataset.textCopied;
  label.textContent = done;
  announce(done);
  setTimeout(() => {
    label.textContent = before;
  }, 2_000);
});
