// Fixed terms beside a text: a click puts the word where the text is being written.

class TermWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.insert);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.insert);
  }

  /** @param {MouseEvent} event */
  insert = (event) => {
    const word = event.target instanceof Element ? event.target.closest("button")?.dataset.word : undefined;
    const field = this.closest("form")?.querySelector("textarea");
    if (!word || !field) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(gap + word, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  };
}

customElements.define("term-words", TermWords);
