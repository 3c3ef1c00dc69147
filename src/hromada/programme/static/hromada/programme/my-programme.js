// The page of the personal programme: what was chosen on this device, drawn from the cards of the programme page.
import { announced, clash, differs } from "hromada/programme/announced";
import { described, read, watch, write } from "hromada/programme/selection";

/** @typedef {import("hromada/programme/selection").Chosen} Chosen */
/** @typedef {import("hromada/programme/announced").Current} Current */

class MyProgramme extends HTMLElement {
  connectedCallback() {
    const leaving = (this.leaving = new AbortController());
    this.edition = this.getAttribute("edition") ?? "";
    /** @type {Map<string, Current> | null} */
    this.current = null;
    this.offerRestoring();
    this.addEventListener("click", (event) => this.act(event), { signal: leaving.signal });
    watch(() => void this.draw(), leaving.signal);
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  piece(name) {
    const template = this.querySelector(`template[data-name="${name}"]`);
    const copy = /** @type {HTMLTemplateElement} */ (template).content.firstElementChild?.cloneNode(true);
    return /** @type {HTMLElement} */ (copy);
  }

  /**
   * A piece whose text has gaps to be filled.
   * @param {string} name
   * @param {Record<string, string>} values
   */
  sentence(name, values) {
    const piece = this.piece(name);
    piece.textContent = (piece.textContent ?? "").replace(/\{(\w+)\}/g, (gap, word) => values[word] ?? gap);
    return piece;
  }

  async programme() {
    return (this.current ??= await announced(this.getAttribute("programme") ?? ""));
  }

  async draw() {
    const part = this.querySelector('[data-part="own"]');
    const selection = read(this.edition ?? "");
    if (!part) return;
    if (Object.keys(selection).length === 0) {
      part.replaceChildren(this.piece("empty"));
      return;
    }
    const programme = await this.programme();
    if (!programme) {
      part.replaceChildren(this.piece("unreachable"));
      return;
    }
    const list = this.piece("list");
    const slot = (/** @type {string} */ name) => list.querySelector(`[data-slot="${name}"]`);
    const chosen = [...programme.values()].filter((session) => session.key in selection);
    const gone = Object.entries(selection).filter(([key]) => !programme.has(key));
    slot("notices")?.append(...this.notices(gone, chosen, selection));
    slot("days")?.append(...this.days(chosen, selection));
    if (chosen.length > 0) list.append(...this.actions(chosen));
    part.replaceChildren(list);
  }

  /**
   * @param {[string, Chosen][]} gone
   * @param {Current[]} chosen
   * @param {Record<string, Chosen>} selection
   */
  notices(gone, chosen, selection) {
    const pieces = [];
    if (gone.length > 0) {
      const cancelled = this.piece("cancelled");
      cancelled.querySelector("ul")?.append(
        ...gone.map(([, was]) => {
          const item = document.createElement("li");
          item.textContent = `${was.title} (${this.time(was, true)})`;
          return item;
        }),
      );
      pieces.push(cancelled);
    }
    const changed = chosen.some((session) => differs(session, /** @type {Chosen} */ (selection[session.key])));
    if (changed || gone.length > 0) {
      const button = this.piece("understood");
      button.dataset.act = "understood";
      pieces.push(button);
    }
    return pieces;
  }

  /**
   * @param {Current[]} chosen
   * @param {Record<string, Chosen>} selection
   */
  days(chosen, selection) {
    const pieces = [];
    let day = "";
    for (const session of chosen) {
      if (session.day !== day) {
        day = session.day;
        const heading = this.piece("day");
        heading.textContent = day;
        pieces.push(heading);
      }
      pieces.push(this.card(session, chosen, /** @type {Chosen} */ (selection[session.key])));
    }
    return pieces;
  }

  /**
   * @param {Current} session
   * @param {Current[]} chosen
   * @param {Chosen} was
   */
  card(session, chosen, was) {
    const card = /** @type {HTMLElement} */ (document.importNode(session.card, true));
    for (const inner of card.querySelectorAll("[data-session]")) inner.remove();
    card.className = [...card.classList].filter((name) => name.startsWith("session")).join(" ");
    for (const other of chosen.filter((one) => clash(session, one))) {
      card.append(this.sentence("clash", { title: other.title, time: this.time(other, false) }));
    }
    if (was.starts !== session.starts || was.ends !== session.ends) {
      card.append(this.sentence("moved", { time: this.time(was, true) }));
    } else if (was.place && was.place !== session.place && was.title === session.title) {
      card.append(this.sentence("relocated", { place: was.place }));
    }
    const star = this.querySelector("template[data-star]");
    if (star instanceof HTMLTemplateElement) {
      const button = /** @type {HTMLElement} */ (star.content.firstElementChild?.cloneNode(true));
      button.setAttribute("aria-pressed", "true");
      button.setAttribute("aria-label", (button.dataset.label ?? "").replace("{title}", session.title));
      card.querySelector(".session__face")?.append(button);
    }
    return card;
  }

  /** @param {Current[]} chosen */
  actions(chosen) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector('template[data-name="actions"]'));
    const actions = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const keys = chosen.map((session) => session.key).join(",");
    const calendar = new URL(`${this.getAttribute("calendar")}?sessions=${keys}`, location.href);
    actions.querySelector('[data-slot="calendar"]')?.setAttribute("href", calendar.href);
    actions.querySelector('[data-slot="subscribe"]')?.setAttribute("href", calendar.href.replace(/^https?:/, "webcal:"));
    const link = actions.querySelector('[data-slot="link"]');
    if (link instanceof HTMLInputElement) link.value = new URL(`?sessions=${keys}`, location.href).href;
    return [actions];
  }

  /** A choice that came in the address can be taken over. */
  offerRestoring() {
    const shared = this.querySelector('[data-part="shared"]');
    if (!shared || !this.hasAttribute("shared")) return;
    const button = this.piece("restore");
    button.dataset.act = "restore";
    shared.append(button);
  }

  /** @param {Event} event */
  act(event) {
    const target = event.target instanceof Element ? event.target : null;
    const star = target?.closest(".star")?.closest("[data-session]");
    const what = target?.closest("[data-act]");
    if (star && star.closest('[data-part="own"]')) this.takeOut(star.getAttribute("data-session") ?? "");
    else if (what && target?.closest("button")) {
      if (what.getAttribute("data-act") === "restore") this.restore();
      else void this.understood();
    } else if (target?.closest('[data-slot="copy"]')) void this.copy();
  }

  /** @param {string} key */
  takeOut(key) {
    const selection = read(this.edition ?? "");
    delete selection[key];
    write(this.edition ?? "", selection);
    const heading = this.querySelector("#own-heading");
    if (heading instanceof HTMLElement) heading.focus();
  }

  restore() {
    const selection = read(this.edition ?? "");
    for (const card of this.querySelectorAll('[data-part="shared"] [data-session]')) {
      selection[card.getAttribute("data-session") ?? ""] = described(card);
    }
    write(this.edition ?? "", selection);
    history.replaceState(null, "", location.pathname);
    this.querySelector('[data-part="shared"]')?.remove();
  }

  /** Forget what has gone, remember the rest as it is now. */
  async understood() {
    const programme = await this.programme();
    if (!programme) return;
    const kept = Object.keys(read(this.edition ?? "")).flatMap((key) => {
      const session = programme.get(key);
      return session ? [[key, described(session.card)]] : [];
    });
    write(this.edition ?? "", Object.fromEntries(kept));
  }

  async copy() {
    const link = this.querySelector('[data-slot="link"]');
    const said = this.querySelector('[data-slot="copied"]');
    if (!(link instanceof HTMLInputElement)) return;
    link.select();
    await navigator.clipboard?.writeText(link.value);
    if (said instanceof HTMLElement) said.textContent = said.dataset.text ?? "";
  }

  /**
   * The time of a session on the conference's clocks.
   * @param {Chosen} session
   * @param {boolean} withDay
   */
  time(session, withDay) {
    const zone = this.getAttribute("zone") ?? "UTC";
    const clock = new Intl.DateTimeFormat("de", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, dateStyle: "medium" });
    const span = `${clock.format(new Date(session.starts))}–${clock.format(new Date(session.ends))}`;
    return withDay ? `${day.format(new Date(session.starts))}, ${span}` : span;
  }
}

customElements.define("my-programme", MyProgramme);
