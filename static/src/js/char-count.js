// <char-count for="field-id" max="500" data-left="{n} characters left" data-over="{n} characters too many">
class CharCount extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.count = () => this.render();
    this.field?.addEventListener("input", this.count);
    if (this.field?.value) this.render();
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this.count);
  }

  render() {
    const left = Number(this.getAttribute("max")) - [...this.field.value].length;
    this.classList.toggle("is-over", left < 0);
    this.textContent = (left < 0 ? this.dataset.over : this.dataset.left).replace("{n}", Math.abs(left));
  }
}

customElements.define("char-count", CharCount);
