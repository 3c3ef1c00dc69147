// Keeps the programme and what was chosen for hours without a network, and says when a page comes from there.

const AFTER = 4000;

class OfflineState extends HTMLElement {
  connectedCallback() {
    const leaving = (this.leaving = new AbortController());
    this.tell(document.documentElement.dataset.keptAt);
    if (!("serviceWorker" in navigator)) return;
    document.addEventListener("session-chosen", (event) => void this.keepChosen(event), { signal: leaving.signal });
    this.timer = setTimeout(() => void this.keep(), AFTER);
  }

  disconnectedCallback() {
    this.leaving?.abort();
    clearTimeout(this.timer);
  }

  /** @param {string | undefined} keptAt */
  tell(keptAt) {
    const line = this.querySelector("[data-sentence]");
    if (!keptAt || !(line instanceof HTMLElement)) return;
    const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    line.textContent = (line.dataset.sentence ?? "").replace("{time}", form.format(new Date(keptAt)));
    this.hidden = false;
  }

  /** The page of the personal programme, and from it the conference's own address. */
  get mine() {
    return this.dataset.keep ?? "";
  }

  /**
   * The same page in every language of the interface; on a device that saves data, only in the one shown.
   * @param {string} path
   */
  inAllLanguages(path) {
    /** @type {any} */
    const { connection } = navigator;
    if (connection?.saveData) return [path];
    const links = document.querySelectorAll("link[rel=alternate][hreflang]");
    const codes = [...links].map((link) => link.getAttribute("hreflang") ?? "").filter((code) => /^[a-z]{2}$/.test(code));
    return codes.map((code) => path.replace(/^\/[a-z]{2}\//, `/${code}/`));
  }

  async keep() {
    const pages = [this.mine.replace(/my-programme\/$/, "programme/"), this.mine];
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    await this.ask({
      pages: pages.flatMap((path) => this.inAllLanguages(path)),
      assets: loaded.filter((path) => path.startsWith("/static/")),
    });
  }

  /** @param {Event} event */
  async keepChosen(event) {
    const keys = event instanceof CustomEvent ? /** @type {string[]} */ (event.detail) : [];
    const paths = keys.map((key) => this.mine.replace(/my-programme\/$/, `sessions/${key}/`));
    await this.ask({ pages: paths.flatMap((path) => this.inAllLanguages(path)), assets: [] });
  }

  /**
   * A star may be set before the page has asked for its own keeping: whoever comes first brings the worker.
   * @param {{ pages: string[], assets: string[] }} wanted
   */
  async ask(wanted) {
    const registration = await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
    if (!registration) return;
    const ready = await navigator.serviceWorker.ready;
    ready.active?.postMessage(wanted);
  }
}

customElements.define("offline-state", OfflineState);
