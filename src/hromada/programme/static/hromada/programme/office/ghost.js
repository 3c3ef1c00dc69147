// What moves: a picture of the card above the board, by transforms alone. The card itself stays until the answer is there.

import { span } from "hromada/programme/office/geometry";

/**
 * @typedef {import("hromada/programme/office/geometry").Geometry} Geometry
 * @typedef {import("hromada/programme/office/geometry").Place} Place
 */

export class Ghost {
  /**
   * @param {HTMLElement} slot
   * @param {Geometry} geometry
   */
  constructor(slot, geometry) {
    this.slot = slot;
    this.geometry = geometry;
    this.element = document.createElement("div");
    this.element.className = `${slot.className} slot-ghost`;
    this.element.setAttribute("aria-hidden", "true");
    this.label = document.createElement("p");
    this.label.className = "slot-ghost__label";
    const title = document.createElement("p");
    title.className = "slot__title";
    title.textContent = slot.querySelector(".slot__title a")?.textContent ?? "";
    this.element.append(this.label, title);
    this.size = "";
    document.body.append(this.element);
    slot.classList.add("is-away");
  }

  /**
   * Show it where it would stand.
   * @param {Place} place
   * @param {string} label
   */
  show(place, label = span(place)) {
    const { left, top, width, height } = this.geometry.rectangle(place);
    this.resize(width, height);
    this.element.style.transform = `translate(${left}px, ${top}px)`;
    this.say(label);
  }

  /**
   * Show it under the pointer, where it stands nowhere.
   * @param {number} x
   * @param {number} y
   * @param {string} label
   */
  follow(x, y, label) {
    this.element.style.transform = `translate(${x}px, ${y}px)`;
    this.say(label);
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    const size = `${width} ${height}`;
    if (size === this.size) return;
    this.size = size;
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
  }

  /** @param {string} label */
  say(label) {
    if (this.label.textContent !== label) this.label.textContent = label;
  }

  wait() {
    this.element.classList.add("is-waiting");
  }

  remove() {
    this.element.remove();
    this.slot.classList.remove("is-away");
  }
}
