// <char-count for="field-id" max="500" data-left="{n} characters left" data-over="{n} characters too many">
class CharCount extends HTMLElement {
  connectedCallback() {
    // By id each time: a box that keeps what was typed arrives only after this.
    this.count = (event) => event.target.id === this.getAttribute("for") && this.render(event.target);
    document.addEventListener("input", this.count);
    setTimeout(() => {
      const field = document.getElementById(this.getAttribute("for"));
      if (field?.value) this.render(field);
    });
  }

  disconnectedCallback() {
    document.removeEventListener("input", this.count);
  }

  render(field) {
    const left = Number(this.getAttribute("max")) - [...field.value].length;
    this.classList.toggle("is-over", left < 0);
    this.textContent = (left < 0 ? this.dataset.over : this.dataset.left).replace("{n}", Math.abs(left));
  }
}

customElements.define("char-count", CharCount);
