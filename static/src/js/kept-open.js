// <details> that holds text which the browser has kept over a reload is opened: nothing typed is hidden.
addEventListener("pageshow", () => {
  for (const box of document.querySelectorAll("details:not([open]) textarea")) {
    if (box.value !== box.defaultValue) box.closest("details").open = true;
  }
});
