const KEY = "hromada-theme";
const root = document.documentElement;

/** @returns {string} */
const shown = () =>
  root.dataset.kernTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

/** A button that changes between light and dark; its two labels are in data-light and data-dark. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.addEventListener("click", () => this.change());
    this.replaceChildren(this.button);
    this.label();
  }

  change() {
    const wanted = shown() === "dark" ? "light" : "dark";
    root.dataset.kernTheme = wanted;
    try {
      localStorage.setItem(KEY, wanted);
    } catch {
      // Holds for this page only.
    }
    this.label();
  }

  label() {
    if (this.button) this.button.textContent = (shown() === "dark" ? this.dataset.light : this.dataset.dark) ?? "";
  }
}

customElements.define("theme-switch", ThemeSwitch);
