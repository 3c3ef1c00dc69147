/**
 * The map is whole without this script: places are links, pointing lights their lines. With it, the map is one stop
 * of the Tab key, arrow keys go from place to place, and a finger finds the nearest place.
 */

/** @typedef {{ link: SVGAElement, x: number, y: number }} Place */

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How far from a place, in units of the sheet, a finger may come down. */
const REACH = 60;

/**
 * The nearest place that lies rather in a direction than beside it.
 * @param {Place[]} places @param {Place} from @param {[number, number]} direction
 * @returns {Place | undefined}
 */
function neighbour(places, from, [dx, dy]) {
  let best;
  let least = Infinity;
  for (const place of places) {
    const along = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    const far = along + 2 * aside;
    if (along > 0 && aside <= 2 * along && far < least) {
      least = far;
      best = place;
    }
  }
  return best;
}

class NetworkMap extends HTMLElement {
  /** @type {Place | undefined} What a finger was shown and may follow. */
  touched;

  connectedCallback() {
    const sheet = this.querySelector("svg");
    if (!sheet) return;
    this.sheet = sheet;
    /** @type {Place[]} */
    this.places = [...this.querySelectorAll("a")].flatMap((link) => {
      const dot = link.querySelector("circle");
      return link instanceof SVGAElement && dot ? [{ link, x: dot.cx.baseVal.value, y: dot.cy.baseVal.value }] : [];
    });
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.told = this.querySelector("p");
    this.told?.removeAttribute("hidden");
    this.stopAt(this.places[0]);
    this.addEventListener("keydown", (event) => this.walk(event), { signal });
    this.addEventListener("focusin", (event) => this.light(event.target), { signal });
    this.addEventListener("pointerover", (event) => this.light(event.target), { signal });
    // Capturing, so that the link under the finger does not lead away before its name was seen.
    this.addEventListener("click", (event) => this.touch(event), { signal, capture: true });
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {Place | undefined} stop */
  stopAt(stop) {
    for (const place of this.places ?? []) place.link.setAttribute("tabindex", place === stop ? "0" : "-1");
  }

  /** @param {EventTarget | null} target @returns {Place | undefined} */
  placeOf(target) {
    /** @type {Element | null} */
    const link = target instanceof Element ? target.closest(".map__place") : null;
    return this.places?.find((place) => place.link === link);
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const places = this.places ?? [];
    const from = this.placeOf(event.target);
    if (!from || event.ctrlKey || event.altKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    const to = direction ? neighbour(places, from, direction)
      : event.key === "Home" ? places[0]
        : event.key === "End" ? places.at(-1) : undefined;
    if (direction || to) event.preventDefault();
    to?.link.focus();
  }

  /** Lines of the place come to the front, where no other crosses them; narrow maps tell its partners below. @param {EventTarget | null} target */
  light(target) {
    const place = this.placeOf(target);
    if (!place || !this.sheet) return;
    if (place.link.matches(":focus")) this.stopAt(place);
    const lines = this.sheet.querySelector(".map__lines");
    if (this.told) this.told.textContent = place.link.getAttribute("aria-label");
    const own = `w${place.link.id.slice(1)}`;
    for (const line of lines?.querySelectorAll(`.${own}`) ?? []) lines?.append(line);
  }

  /** The first touch shows a place, the second goes there. @param {MouseEvent} event */
  touch(event) {
    if (!(event instanceof PointerEvent) || event.pointerType !== "touch" || !this.sheet) return;
    const matrix = this.sheet.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    /** @type {Place | undefined} */
    let nearest;
    let least = REACH;
    for (const place of this.places ?? []) {
      const far = Math.hypot(place.x - at.x, place.y - at.y);
      if (far < least) {
        least = far;
        nearest = place;
      }
    }
    if (nearest && nearest === this.touched) {
      if (this.placeOf(event.target) !== nearest) nearest.link.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    event.preventDefault();
    // The browser gives the link its focus before we hear of the touch, so focus does not tell what was seen.
    this.touched = nearest;
    nearest?.link.focus();
  }
}

customElements.define("network-map", NetworkMap);
