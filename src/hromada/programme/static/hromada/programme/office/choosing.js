// The list of sessions: choose all of a page at once, and see how many are chosen.

class ChosenSessions extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    this.addEventListener("change", (event) => this.choose(event.target), { signal: this.leaving.signal });
    const label = this.querySelector("[data-all]")?.closest("label");
    if (label) label.hidden = false;
    this.count();
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @returns {HTMLInputElement[]} */
  get boxes() {
    return [...this.querySelectorAll('input[name="session"]')].filter((box) => box instanceof HTMLInputElement);
  }

  /** @param {EventTarget | null} target */
  choose(target) {
    if (target instanceof HTMLInputElement && target.matches("[data-all]")) {
      for (const box of this.boxes) box.checked = target.checked;
    }
    this.count();
  }

  count() {
    const chosen = this.boxes.filter((box) => box.checked).length;
    const all = this.querySelector("[data-all]");
    if (all instanceof HTMLInputElement) {
      all.checked = chosen > 0 && chosen === this.boxes.length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
    const output = this.querySelector("[data-count]");
    if (output instanceof HTMLElement) {
      output.hidden = chosen === 0;
      output.textContent = String(chosen);
    }
  }
}

customElements.define("chosen-sessions", ChosenSessions);
