// A toast stays at least 10 seconds, 20 with an Undo, and waits while it is hovered or holds the focus.
const SHORT = 10_000;
const LONG = 20_000;

function start(toast) {
  if (toast.dataset.started) return;
  toast.dataset.started = "yes";
  let left = toast.querySelector("form") ? LONG : SHORT;
  let since = 0;
  let timer = 0;
  const close = () => {
    if (toast.contains(document.activeElement)) document.getElementById("main")?.focus();
    toast.remove();
  };
  const run = () => {
    since = Date.now();
    timer = setTimeout(close, left);
  };
  const pause = () => {
    clearTimeout(timer);
    left = Math.max(2_000, left - (Date.now() - since));
  };
  const held = () => toast.matches(":hover") || toast.contains(document.activeElement);
  const resume = () => {
    clearTimeout(timer);
    if (!held()) run();
  };
  toast.addEventListener("mouseenter", pause);
  toast.addEventListener("mouseleave", () => setTimeout(resume));
  toast.addEventListener("focusin", pause);
  toast.addEventListener("focusout", () => setTimeout(resume));
  toast.querySelector("[data-close]")?.addEventListener("click", close);
  // An error stays until it is closed.
  if (toast.classList.contains("flash-error")) return;
  run();
}

function scan() {
  document.querySelectorAll(".flash").forEach(start);
}

const region = document.getElementById("toasts");
if (region) new MutationObserver(scan).observe(region, { childList: true });
scan();
