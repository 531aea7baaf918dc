// Says results aloud: any swapped-in [data-announce], or announce("12 people found").
export function announce(text) {
  const region = document.getElementById("announcer");
  if (!region || !text) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}

document.addEventListener("htmx:afterSwap", (event) => {
  const part = event.detail.elt;
  const note = part.matches?.("[data-announce]") ? part : part.querySelector?.("[data-announce]");
  if (note) announce(note.dataset.announce || note.textContent.trim());
});

document.addEventListener("htmx:responseError", () => announce(document.body.dataset.textFailed));
document.addEventListener("htmx:sendError", () => announce(document.body.dataset.textOffline));
