// The board by the keyboard: from card to card with the arrow keys; on its handle, a card is picked up and moved.

import { Geometry, STEP, placeOf } from "hromada/programme/office/geometry";
import { Ghost } from "hromada/programme/office/ghost";

/**
 * @typedef {import("hromada/programme/office/geometry").Place} Place
 * @typedef {import("hromada/programme/office/board").ProgrammeBoard} ProgrammeBoard
 */

const MORNING = 9 * 60;

/** @type {Record<string, (place: Place) => Partial<Place>>} */
const MOVES = {
  ArrowUp: ({ at }) => ({ at: at - STEP }),
  ArrowDown: ({ at }) => ({ at: at + STEP }),
  PageUp: ({ at }) => ({ at: at - 3 * STEP }),
  PageDown: ({ at }) => ({ at: at + 3 * STEP }),
  "Shift+ArrowUp": ({ minutes }) => ({ minutes: minutes - STEP }),
  "Shift+ArrowDown": ({ minutes }) => ({ minutes: minutes + STEP }),
  "+": ({ minutes }) => ({ minutes: minutes + STEP }),
  "-": ({ minutes }) => ({ minutes: minutes - STEP }),
};

/** @param {KeyboardEvent} event */
const named = (event) => (event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key);

/** @param {Element} slot */
export const gripOf = (slot) => /** @type {HTMLElement | null} */ (slot.querySelector(".slot__grip"));

/** @param {ProgrammeBoard} board @param {AbortSignal} signal */
export function letKeysMove(board, signal) {
  const holding = new Holding(board);
  board.addEventListener("keydown", (event) => holding.press(event), { signal });
  board.addEventListener("focusout", () => holding.cancel(), { signal });
  board.grid.querySelector(".board__scroll")?.addEventListener("scroll", () => holding.show(), { signal, passive: true });
  signal.addEventListener("abort", () => holding.cancel());
}

class Holding {
  /** @param {ProgrammeBoard} board */
  constructor(board) {
    this.board = board;
    /** @type {{ slot: HTMLElement, place: Place, ghost: Ghost, geometry: Geometry } | undefined} */
    this.held = undefined;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const slot = target?.closest(".slot");
    if (!(slot instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = this.held ? this.steer(event) : this.wander(slot, target?.closest(".slot__grip") ?? null, event);
    if (acts) event.preventDefault();
  }

  /**
   * Nothing is held: the arrow keys lead on, the handle picks up.
   * @param {HTMLElement} slot
   * @param {Element | null} grip
   * @param {KeyboardEvent} event
   */
  wander(slot, grip, event) {
    if (grip && (event.key === "Enter" || event.key === " ")) return this.pickUp(slot);
    if (grip && event.key.toLowerCase() === "f") return this.board.openForm(slot), true;
    if (!event.key.startsWith("Arrow") || event.shiftKey) return false;
    const next = neighbour(slot, event.key);
    /** @type {HTMLElement | null | undefined} */
    const focused = grip ? next && gripOf(next) : next?.querySelector(".slot__title a");
    focused?.focus();
    return true;
  }

  /** @param {HTMLElement} slot */
  pickUp(slot) {
    const geometry = new Geometry(this.board.grid);
    const room = geometry.columns.find((one) => one.room)?.room ?? "";
    const place = placeOf(slot) ?? { room, at: Math.max(geometry.first, MORNING), minutes: 60 };
    this.held = { slot, place, geometry, ghost: new Ghost(slot, geometry) };
    this.show();
    this.board.speak(this.board.said("picked", place, slot));
    return true;
  }

  /** @param {KeyboardEvent} event */
  steer(event) {
    if (!this.held) return false;
    const { slot, geometry, place } = this.held;
    const move = MOVES[named(event)];
    if (move) this.moveTo({ ...place, ...move(place) });
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const here = geometry.columns.findIndex((one) => one.room === place.room);
      const column = geometry.columns[here + (event.key === "ArrowLeft" ? -1 : 1)];
      if (column) this.moveTo({ ...place, room: column.room });
    } else if (event.key === "Enter" || event.key === " ") this.putDown(() => this.board.place(slot, place));
    else if (event.key.toLowerCase() === "c") this.putDown(() => this.board.place(slot, place, { copies: true }));
    else if (event.key === "Delete") this.putDown(() => this.board.shelve(slot));
    else if (event.key === "Escape") {
      this.cancel();
      this.board.speak(this.board.said("cancelled", place, slot));
    } else return event.key !== "Tab";
    return true;
  }

  /** @param {Place} place */
  moveTo(place) {
    if (!this.held) return;
    this.held.place = this.held.geometry.within(place);
    this.held.geometry.reveal(this.held.place);
    this.show();
    this.board.speak(this.board.said("at", this.held.place));
  }

  show() {
    this.held?.ghost.show(this.held.place);
  }

  /** @param {() => Promise<unknown>} act */
  async putDown(act) {
    const ghost = this.held?.ghost;
    this.held = undefined;
    ghost?.wait();
    await act();
    ghost?.remove();
  }

  cancel() {
    this.held?.ghost.remove();
    this.held = undefined;
  }
}

/**
 * The next card up or down in the same room, or the nearest in time in the next room that has any.
 * @param {HTMLElement} slot
 * @param {string} key
 */
function neighbour(slot, key) {
  const here = [...(slot.parentElement?.querySelectorAll(".slot") ?? [])];
  if (key === "ArrowUp" || key === "ArrowDown") return here[here.indexOf(slot) + (key === "ArrowUp" ? -1 : 1)];
  const columns = [...(slot.closest(".board__scroll")?.querySelectorAll(".room-column") ?? [])];
  const at = columns.findIndex((column) => column.contains(slot));
  const beside = key === "ArrowLeft" ? columns.slice(0, Math.max(at, 0)).reverse() : columns.slice(at + 1);
  /** @type {HTMLElement[]} */
  const slots = [...(beside.find((column) => column.querySelector(".slot"))?.querySelectorAll(".slot") ?? [])].map((one) => /** @type {HTMLElement} */ (one));
  const distance = (/** @type {HTMLElement} */ one) => Math.abs(Number(one.dataset.at) - Number(slot.dataset.at));
  return slots.sort((one, other) => distance(one) - distance(other))[0];
}
