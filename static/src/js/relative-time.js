// <relative-time datetime="…">fallback</relative-time>: "in 3 hours", kept current.
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.render();
    this.timer = setInterval(() => this.render(), 30_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  render() {
    const seconds = (new Date(this.getAttribute("datetime")) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) return;
    const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    const format = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });
    const value = unit === "second" ? 0 : Math.round(seconds / size);
    this.textContent = format.format(value, unit);
  }
}

customElements.define("relative-time", RelativeTime);
