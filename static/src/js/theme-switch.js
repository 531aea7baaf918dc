// Buttons [data-theme-choice="system|light|dark"]; the choice stays on this device.
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  return localStorage.getItem("theme") ?? "system";
}

function apply() {
  const choice = chosen();
  const dark = choice === "dark" || (choice === "system" && system.matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  localStorage.setItem("theme", button.dataset.themeChoice);
  apply();
});
system.addEventListener("change", apply);
window.addEventListener("storage", apply);
apply();
