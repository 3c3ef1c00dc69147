// Where things are on the board, measured once for a move: while something moves, only where it is scrolled to is read.

export const STEP = 5;

/**
 * Where a session stands: `at` in minutes from the day's first midnight, `room` "" without one.
 * @typedef {{ room: string, at: number, minutes: number }} Place
 */

/** @param {number} minutes */
export const snap = (minutes) => Math.round(minutes / STEP) * STEP;

/** @param {number} minutes */
export function clock(minutes) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/**
 * The times of a place as the eye reads them.
 * @param {Place} place
 */
export const span = (place) => `${clock(place.at)}–${clock(place.at + place.minutes)}`;

/**
 * Where a card stands now; undefined without a time.
 * @param {HTMLElement} slot
 * @returns {Place | undefined}
 */
export function placeOf(slot) {
  const column = slot.closest(".room-column");
  if (!(column instanceof HTMLElement) || slot.dataset.at === undefined) return undefined;
  return { room: column.dataset.room ?? "", at: Number(slot.dataset.at), minutes: Number(slot.dataset.for) };
}

/** @param {Element} element @param {number} x @param {number} y */
function holds(element, x, y) {
  const box = element.getBoundingClientRect();
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

export class Geometry {
  /** @param {HTMLElement} board */
  constructor(board) {
    this.scroller = /** @type {HTMLElement} */ (board.querySelector(".board__scroll"));
    const clocks = /** @type {HTMLElement} */ (board.querySelector(".board__clock"));
    this.first = Number(clocks.dataset.first) * 60;
    this.last = Number(clocks.dataset.last) * 60;
    this.box = this.scroller.getBoundingClientRect();
    const { scrollLeft, scrollTop } = this.scroller;
    this.columns = [...this.scroller.querySelectorAll(".room-column")].map((column) => {
      const area = column.getBoundingClientRect();
      const room = column instanceof HTMLElement ? (column.dataset.room ?? "") : "";
      return { column, room, left: area.left - this.box.left + scrollLeft, width: area.width };
    });
    const body = this.scroller.querySelector(".room-column__body")?.getBoundingClientRect();
    this.top = (body?.top ?? 0) - this.box.top + scrollTop;
    this.pixels = (body?.height ?? 1) / (this.last - this.first);
    this.clockWidth = clocks.getBoundingClientRect().width;
    this.headHeight = this.scroller.querySelector(".room-column__head")?.getBoundingClientRect().height ?? 0;
  }

  /**
   * The column and the minute under a point of the window, if it is on the board.
   * @param {number} x
   * @param {number} y
   */
  under(x, y) {
    const { left, right, top, bottom } = this.box;
    if (x < left + this.clockWidth || x >= right || y < top + this.headHeight || y >= bottom) return undefined;
    const across = x - left + this.scroller.scrollLeft;
    const found = this.columns.find((one) => across >= one.left && across < one.left + one.width);
    return found && { ...found, minute: this.first + (y - top + this.scroller.scrollTop - this.top) / this.pixels };
  }

  /**
   * A place as a rectangle of the window.
   * @param {Place} place
   */
  rectangle(place) {
    const column = this.columns.find((one) => one.room === place.room) ?? this.columns[0];
    return {
      left: (column?.left ?? 0) + this.box.left - this.scroller.scrollLeft + 2,
      top: (place.at - this.first) * this.pixels + this.top + this.box.top - this.scroller.scrollTop,
      width: (column?.width ?? 0) - 5,
      height: Math.max(place.minutes * this.pixels - 2, 20),
    };
  }

  /**
   * Scroll so far that a place can be seen.
   * @param {Place} place
   */
  reveal(place) {
    const { left, top, width, height } = this.rectangle(place);
    const over = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ low, /** @type {number} */ high) =>
      from < low ? from - low : Math.max(Math.min(to - high, from - low), 0);
    this.scroller.scrollBy({
      left: over(left, left + width, this.box.left + this.clockWidth, this.box.right),
      top: over(top, top + height, this.box.top + this.headHeight, this.box.bottom),
      behavior: "instant",
    });
  }

  /**
   * What else under a point something can be dropped on: the shelf, or another day.
   * @param {number} x
   * @param {number} y
   */
  target(x, y) {
    const targets = document.querySelectorAll("[data-shelf], #board-days a:not([aria-current])");
    return [...targets].find((one) => holds(one, x, y));
  }

  /** @param {Place} place */
  within(place) {
    const minutes = Math.max(place.minutes, STEP);
    return { ...place, minutes, at: Math.min(Math.max(place.at, this.first), this.last - STEP) };
  }
}
