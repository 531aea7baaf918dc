// <topics-input> around a text input of words with commas: chips, each with a button to remove it.
class TopicsInput extends HTMLElement {
  connectedCallback() {
    this.store = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.className = "topics-chips";
    this.list.setAttribute("aria-live", "polite");
    // A copy takes the label, the help and the suggestions; the first input keeps the value.
    this.entry = this.store.cloneNode();
    this.entry.removeAttribute("name");
    this.entry.value = "";
    this.entry.setAttribute("list", this.querySelector("datalist").id);
    this.store.removeAttribute("id");
    this.store.type = "hidden";
    this.prepend(this.list, this.entry);
    this.names = this.split(this.store.value);
    this.entry.addEventListener("keydown", (event) => this.key(event));
    this.entry.addEventListener("input", () => this.entry.value.includes(",") && this.take());
    this.entry.addEventListener("change", () => this.take());
    this.draw();
  }

  split(text) {
    return text.split(",").map((name) => name.trim()).filter(Boolean);
  }

  key(event) {
    if (event.key === "Enter" && this.entry.value.trim()) {
      event.preventDefault();
      this.take();
    } else if (event.key === "Backspace" && !this.entry.value) {
      this.names.pop();
      this.draw();
    }
  }

  take() {
    const known = new Set(this.names.map((name) => name.toLowerCase()));
    this.names.push(...this.split(this.entry.value).filter((name) => !known.has(name.toLowerCase())));
    this.entry.value = "";
    this.draw();
  }

  draw() {
    const before = this.store.value;
    this.store.value = this.names.join(", ");
    this.list.replaceChildren(...this.names.map((name) => this.chip(name)));
    if (this.store.value !== before) this.store.dispatchEvent(new Event("input", { bubbles: true }));
  }

  chip(name) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    item.textContent = name;
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${this.dataset.remove} ${name}`);
    button.addEventListener("click", () => {
      this.names = this.names.filter((other) => other !== name);
      this.draw();
      this.entry.focus();
    });
    item.append(button);
    return item;
  }
}

customElements.define("topics-input", TopicsInput);
