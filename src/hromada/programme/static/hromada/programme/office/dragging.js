// Sessions are dragged by mouse, pen or finger: moved, made longer or shorter, copied. Escape puts them back.

import { Geometry, placeOf, snap, span } from "hromada/programme/office/geometry";
import { Ghost } from "hromada/programme/office/ghost";

/**
 * @typedef {import("hromada/programme/office/geometry").Place} Place
 * @typedef {import("hromada/programme/office/board").ProgrammeBoard} ProgrammeBoard
 */

const SLACK = 4;
const EDGE = 7;
const NEAR = 48;
const USUAL_MINUTES = 60;

/** @param {ProgrammeBoard} board @param {AbortSignal} signal */
export function letDrag(board, signal) {
  board.addEventListener("pointerdown", (event) => begin(board, event), { signal });
  // Links and texts are not to be dragged by the browser itself.
  board.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
}

/** @param {ProgrammeBoard} board @param {PointerEvent} event */
function begin(board, event) {
  const touched = event.target instanceof Element ? event.target : null;
  const slot = touched?.closest(".slot");
  if (!(slot instanceof HTMLElement) || event.button !== 0 || !slot.querySelector(".slot__grip")) return;
  // A finger that is not on the handle scrolls.
  if (event.pointerType === "touch" && !touched?.closest(".slot__grip")) return;
  new Dragging(board, slot, event);
}

class Dragging {
  /**
   * @param {ProgrammeBoard} board
   * @param {HTMLElement} slot
   * @param {PointerEvent} event
   */
  constructor(board, slot, event) {
    this.board = board;
    this.slot = slot;
    this.from = { x: event.clientX, y: event.clientY };
    this.now = { ...this.from, copies: event.altKey };
    const area = slot.getBoundingClientRect();
    this.grabbed = { x: this.from.x - area.left, y: this.from.y - area.top };
    this.size = { width: area.width, height: area.height };
    this.origin = placeOf(slot);
    this.resizes = this.origin !== undefined && event.pointerType === "mouse" && area.bottom - this.from.y < EDGE;
    /** @type {Ghost | undefined} */
    this.ghost = undefined;
    /** @type {number | undefined} */
    this.scrolledFrom = undefined;
    /** @type {Element | undefined} */
    this.target = undefined;
    /** @type {Place | undefined} */
    this.place = undefined;
    this.ending = new AbortController();
    const signal = this.ending.signal;
    window.addEventListener("pointermove", (moved) => this.move(moved), { signal });
    window.addEventListener("pointerup", (up) => this.drop(up), { signal });
    window.addEventListener("pointercancel", () => this.end(), { signal });
    window.addEventListener("keydown", (key) => key.key === "Escape" && this.end(), { signal });
  }

  /** @param {PointerEvent} event */
  move(event) {
    this.now = { x: event.clientX, y: event.clientY, copies: event.altKey };
    if (this.ghost || Math.hypot(this.now.x - this.from.x, this.now.y - this.from.y) < SLACK) return;
    event.preventDefault();
    this.geometry = new Geometry(this.board.grid);
    this.ghost = new Ghost(this.slot, this.geometry);
    this.ghost.resize(this.size.width, this.size.height);
    document.documentElement.classList.add(this.resizes ? "is-resizing" : "is-dragging");
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** Once a frame: follow the pointer, however many events it has sent. */
  draw() {
    if (!this.ghost) return;
    this.scroll();
    const over = this.resizes ? undefined : this.geometry?.target(this.now.x, this.now.y);
    this.place = over ? undefined : this.under();
    this.mark(over ?? (this.place && this.columnOf(this.place)));
    if (this.place) this.ghost.show(this.place, this.now.copies ? this.board.said("copying", this.place) : span(this.place));
    else this.ghost.follow(this.now.x - this.grabbed.x, this.now.y - this.grabbed.y, over?.hasAttribute("data-shelf") ? this.board.words.shelf ?? "" : "");
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** @returns {Place | undefined} */
  under() {
    const { geometry, origin } = this;
    if (!geometry) return undefined;
    if (this.resizes && origin) {
      const minutes = snap(origin.minutes + this.moved() / geometry.pixels);
      return geometry.within({ ...origin, minutes });
    }
    const found = geometry.under(this.now.x, this.now.y);
    if (!found) return undefined;
    const grabbed = origin ? this.grabbed.y / geometry.pixels : 0;
    return geometry.within({ room: found.room, at: snap(found.minute - grabbed), minutes: origin?.minutes ?? USUAL_MINUTES });
  }

  /** How far down the pointer has gone on the board, with what was scrolled meanwhile. */
  moved() {
    const scrolled = (this.geometry?.scroller.scrollTop ?? 0) - (this.scrolledFrom ?? 0);
    return this.now.y - this.from.y + scrolled;
  }

  /** Near an edge, the board goes on. */
  scroll() {
    if (!this.geometry) return;
    const { box, scroller, clockWidth, headHeight } = this.geometry;
    this.scrolledFrom ??= scroller.scrollTop;
    const { x, y } = this.now;
    if (x < box.left - NEAR || x > box.right + NEAR || y < box.top - NEAR || y > box.bottom + NEAR) return;
    const speed = (/** @type {number} */ low, /** @type {number} */ high) => (low < NEAR ? low - NEAR : high < NEAR ? NEAR - high : 0) / 3;
    const left = this.resizes ? 0 : speed(x - box.left - clockWidth, box.right - x);
    const top = speed(y - box.top - headHeight, box.bottom - y);
    if (left || top) scroller.scrollBy({ left, top, behavior: "instant" });
  }

  /** @param {Place} place */
  columnOf(place) {
    return this.geometry?.columns.find((one) => one.room === place.room)?.column;
  }

  /** @param {Element | undefined} target */
  mark(target) {
    if (target === this.target) return;
    this.target?.classList.remove("is-target");
    target?.classList.add("is-target");
    this.target = target;
  }

  /** @param {PointerEvent} event */
  async drop(event) {
    this.move(event);
    const { ghost, target, slot } = this;
    if (!ghost) return this.end();
    this.draw();
    const place = this.place;
    this.swallowTheClick();
    this.end(false);
    ghost.wait();
    if (place) await this.board.place(slot, place, { copies: event.altKey });
    else if (target?.hasAttribute("data-shelf")) await this.board.shelve(slot);
    else if (target instanceof HTMLElement && target.dataset.day) await this.board.toDay(slot, target.dataset.day);
    ghost.remove();
  }

  /** The browser takes a drag that begins and ends on a link for a click. */
  swallowTheClick() {
    const stop = (/** @type {Event} */ event) => event.preventDefault();
    window.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", stop, { capture: true }));
  }

  end(putsBack = true) {
    this.ending.abort();
    cancelAnimationFrame(this.frame ?? 0);
    this.mark(undefined);
    document.documentElement.classList.remove("is-dragging", "is-resizing");
    if (putsBack) this.ghost?.remove();
  }
}
