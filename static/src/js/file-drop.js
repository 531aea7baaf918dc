// <file-drop> around a file input: drop a file anywhere on it, or choose one.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.label = this.querySelector(".file-drop-name");
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, (event) => this.over(event));
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => delete this.dataset.over);
    this.addEventListener("drop", (event) => this.drop(event));
    this.input.addEventListener("change", () => this.show());
  }

  over(event) {
    event.preventDefault();
    this.dataset.over = "yes";
  }

  drop(event) {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    this.input.files = event.dataTransfer.files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    const names = [...this.input.files].map((file) => file.name);
    if (this.label) this.label.textContent = names.join(", ");
  }
}

customElements.define("file-drop", FileDrop);
