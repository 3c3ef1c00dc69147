// The board of the programme: what is dropped is sent, and the answer put in its place.

import { letDrag } from "hromada/programme/office/dragging";
import { clock, placeOf, span } from "hromada/programme/office/geometry";
import { gripOf, letKeysMove } from "hromada/programme/office/keys";
import { ask, saySilence, send } from "hromada/programme/office/sending";

/** @typedef {import("hromada/programme/office/geometry").Place} Place */

const DAY = 24 * 60;

export class ProgrammeBoard extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const signal = this.leaving.signal;
    letDrag(this, signal);
    letKeysMove(this, signal);
    this.addEventListener("click", (event) => this.press(event), { signal });
    this.addEventListener("focusin", (event) => this.rove(event.target), { signal });
    document.addEventListener("submit", (event) => this.submit(event), { signal });
    document.addEventListener("keydown", (event) => this.shortcut(event), { signal });
    this.offerHelp(signal);
    this.becomeOneStop();
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @returns {HTMLElement} */
  get grid() {
    return /** @type {HTMLElement} */ (this.querySelector(".board"));
  }

  get words() {
    return this.querySelector("template")?.dataset ?? {};
  }

  /**
   * One of the sentences of the page, with time and room put in.
   * @param {string} name
   * @param {Place} place
   * @param {HTMLElement} [slot]
   */
  said(name, place, slot) {
    const column = this.querySelector(`#column-${place.room}`);
    const room = column?.querySelector(".room-column__name")?.textContent ?? "";
    const title = slot?.querySelector(".slot__title a")?.textContent ?? "";
    return (this.words[name] ?? "").replace("{when}", span(place)).replace("{room}", room).replace("{title}", title);
  }

  /** @param {string} sentence */
  speak(sentence) {
    const spoken = this.querySelector(".board__spoken");
    if (spoken) spoken.textContent = sentence;
  }

  /**
   * @param {HTMLElement} slot
   * @param {Place} place
   * @param {{ copies?: boolean }} options
   */
  async place(slot, place, { copies = false } = {}) {
    const before = placeOf(slot);
    const stays = before && before.room === place.room && before.at === place.at && before.minutes === place.minutes;
    if (stays && !copies) return this.refocus(slot.id);
    const day = new Date(`${this.grid.dataset.day}T00:00Z`);
    day.setUTCDate(day.getUTCDate() + Math.floor(place.at / DAY));
    return this.post(slot, {
      day: day.toISOString().slice(0, 10),
      time: clock(place.at),
      minutes: String(place.minutes),
      room: place.room,
      ...(copies ? { copy: "on" } : { held: "on" }),
    });
  }

  /**
   * Take its time away.
   * @param {HTMLElement} slot
   */
  shelve(slot) {
    return this.post(slot, { room: placeOf(slot)?.room ?? slot.dataset.room ?? "" });
  }

  /**
   * To another day, at the same time.
   * @param {HTMLElement} slot
   * @param {string} day
   */
  toDay(slot, day) {
    const { room, at, minutes } = placeOf(slot) ?? { room: slot.dataset.room ?? "", at: 9 * 60, minutes: 60 };
    return this.post(slot, { day, time: clock(at), minutes: String(minutes), room, held: "on" });
  }

  /**
   * @param {HTMLElement} slot
   * @param {Record<string, string>} values
   */
  async post(slot, values) {
    const form = new FormData();
    form.set("session", slot.dataset.session ?? "");
    form.set("base", slot.closest(".room-column")?.getAttribute("data-base") ?? this.grid.dataset.base ?? "");
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    slot.classList.add("is-waiting");
    await this.exchange(this.grid.dataset.move ?? "", form);
    slot.classList.remove("is-waiting");
    this.refocus(slot.id);
  }

  /**
   * @param {string} address
   * @param {FormData} form
   */
  async exchange(address, form) {
    const done = await send(address, form, this.words);
    if (done) this.becomeOneStop();
    const clockNow = /** @type {HTMLElement | null} */ (this.querySelector(".board__clock"));
    const { first = "", last = "" } = clockNow?.dataset ?? {};
    // Something was moved to before the first hour shown, or after the last.
    this.grid.className = this.grid.className.replace(/from-\d+ until-\d+/, `from-${first} until-${last}`);
    return done;
  }

  /** @param {string} id */
  refocus(id) {
    const slot = document.getElementById(id);
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (slot && lost) (gripOf(slot) ?? slot.querySelector("a"))?.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} slot */
  openForm(slot) {
    const address = gripOf(slot)?.getAttribute("href");
    if (address) ask(address, this.words);
  }

  /** @param {MouseEvent} event */
  press(event) {
    const target = event.target instanceof Element ? event.target : null;
    const slot = target?.closest(".slot__grip")?.closest(".slot");
    if (slot instanceof HTMLElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.openForm(slot);
    } else if (target?.closest("[data-close]")?.closest("dialog:modal")) {
      event.preventDefault();
      target.closest("dialog")?.close();
    }
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (!form || form.method !== "post" || !form.matches("[data-step], dialog:modal form")) return;
    event.preventDefault();
    const key = form.querySelector('[name="session"]')?.getAttribute("value");
    form.closest("dialog")?.close();
    await this.exchange(form.action, new FormData(form));
    if (key) this.refocus(`slot-${key}`);
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key === "Escape") saySilence();
    if (!(event.ctrlKey || event.metaKey) || typing) return;
    const key = event.key.toLowerCase();
    const step = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
    /** @type {HTMLButtonElement | null} */
    const button = step ? document.querySelector(`[data-step="${step}"] button`) : null;
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  /** @param {AbortSignal} signal */
  offerHelp(signal) {
    const button = document.getElementById("board-help-button");
    const help = document.getElementById("board-help");
    if (!button || !(help instanceof HTMLDialogElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => help.showModal(), { signal });
  }

  /** Tab enters the board once; from card to card it is the arrow keys. */
  becomeOneStop() {
    const links = this.querySelectorAll(".board .slot a");
    for (const link of links) link.setAttribute("tabindex", "-1");
    for (const grip of this.querySelectorAll(".slot__grip")) grip.setAttribute("role", "button");
    /** @type {Element | undefined} */
    this.current = undefined;
    this.rove(this.querySelector(".board .slot a"));
  }

  /** @param {EventTarget | null} focused */
  rove(focused) {
    const slot = focused instanceof Element ? focused.closest(".board .slot") : null;
    if (!slot || slot === this.current) return;
    for (const link of this.current?.querySelectorAll("a") ?? []) link.setAttribute("tabindex", "-1");
    for (const link of slot.querySelectorAll("a")) link.removeAttribute("tabindex");
    this.current = slot;
  }
}

customElements.define("programme-board", ProgrammeBoard);
