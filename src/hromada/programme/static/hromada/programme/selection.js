// The personal programme as it is kept on the device, and the stars that change it. Texts come from the page.

/**
 * What was known of a session when it was chosen, so that a later change can be told.
 * @typedef {{ title: string, starts: string, ends: string, place: string }} Chosen
 */

const CHANGED = "selection-changed";

/** @param {string} edition */
const storageKey = (edition) => `hromada-selection-${edition}`;

/**
 * @param {string} edition
 * @returns {Record<string, Chosen>}
 */
export function read(edition) {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey(edition)) ?? "{}");
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} edition
 * @param {Record<string, Chosen>} selection
 */
export function write(edition, selection) {
  try {
    localStorage.setItem(storageKey(edition), JSON.stringify(selection));
  } catch {
    // A device that keeps nothing: the choice holds as long as the page does.
  }
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: edition }));
}

/**
 * Call `react` now and whenever the selection changes, here or in another tab.
 * @param {() => void} react
 * @param {AbortSignal} signal
 */
export function watch(react, signal) {
  window.addEventListener(CHANGED, react, { signal });
  window.addEventListener("storage", react, { signal });
  react();
}

/**
 * What the page says of a session.
 * @param {Element} card
 * @returns {Chosen}
 */
export function described(card) {
  const times = card.querySelectorAll(".when time");
  return {
    title: card.querySelector(".session__title")?.textContent?.trim() ?? "",
    starts: times[0]?.getAttribute("datetime") ?? "",
    ends: times[1]?.getAttribute("datetime") ?? "",
    place: card.querySelector(".session__place")?.textContent?.trim() ?? "",
  };
}

class SelectionStars extends HTMLElement {
  connectedCallback() {
    const leaving = (this.leaving = new AbortController());
    this.edition = this.getAttribute("edition") ?? "";
    /** @type {HTMLTemplateElement | null} */
    const template = this.querySelector("template[data-star]");
    if (!template) return;
    for (const card of this.querySelectorAll("[data-session]")) {
      const face = card.querySelector(".session__face");
      if (face && !face.querySelector(".star")) face.append(this.star(template, card));
    }
    this.addEventListener("click", (event) => this.toggle(event), { signal: leaving.signal });
    watch(() => this.draw(), leaving.signal);
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /**
   * @param {HTMLTemplateElement} template
   * @param {Element} card
   */
  star(template, card) {
    const star = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const button = star.querySelector("button");
    button?.setAttribute("aria-label", (button.dataset.label ?? "").replace("{title}", described(card).title));
    return star;
  }

  draw() {
    const selection = read(this.edition ?? "");
    for (const button of this.querySelectorAll(".star")) {
      const key = button.closest("[data-session]")?.getAttribute("data-session") ?? "";
      button.setAttribute("aria-pressed", String(key in selection));
    }
  }

  /** @param {Event} event */
  toggle(event) {
    const button = event.target instanceof Element ? event.target.closest(".star") : null;
    const card = button?.closest("[data-session]");
    const key = card?.getAttribute("data-session");
    if (!card || !key) return;
    const selection = read(this.edition ?? "");
    if (key in selection) delete selection[key];
    else selection[key] = described(card);
    write(this.edition ?? "", selection);
    this.dispatchEvent(new CustomEvent("session-chosen", { bubbles: true, detail: Object.keys(selection) }));
  }
}

customElements.define("selection-stars", SelectionStars);
