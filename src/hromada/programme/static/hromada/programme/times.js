// The visitor's own clock beside the conference's, and what is on now. Texts come from the page.

/**
 * @param {string} zone
 * @returns {Intl.DateTimeFormat}
 */
const clockOf = (zone) => new Intl.DateTimeFormat("de", { timeZone: zone, hour: "2-digit", minute: "2-digit" });

/**
 * What people call a zone: its name in the register is of no use to them, and for Kyiv browsers still know the old one.
 * @param {string} zone
 * @param {Date} moment
 */
function nameOf(zone, moment) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, timeZoneName: "longGeneric" });
  return format.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? "";
}

class OwnTime extends HTMLElement {
  connectedCallback() {
    const zone = this.getAttribute("zone") ?? "UTC";
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === zone) return;
    this.here = clockOf(own);
    this.there = clockOf(zone);
    const different = [...document.querySelectorAll(".when")].filter((when) => this.add(when));
    const moment = different[0]?.querySelector("time")?.dateTime;
    if (moment) this.append((this.dataset.sentence ?? "").replace("{zone}", nameOf(own, new Date(moment))));
  }

  /**
   * @param {Element} when
   * @returns {boolean} whether the two clocks differ then
   */
  add(when) {
    const moments = [...when.querySelectorAll("time")].map((time) => new Date(time.dateTime));
    const [first] = moments;
    if (!first || !this.here || !this.there || this.here.format(first) === this.there.format(first)) return false;
    const here = this.here;
    const note = document.createElement("span");
    note.className = "own-time";
    const span = moments.map((moment) => here.format(moment)).join("–");
    note.textContent = ` (${(this.dataset.span ?? "").replace("{span}", span)})`;
    when.append(note);
    return true;
  }
}

const SOON = 3 * 60 * 60 * 1000;
const LONGEST_WAIT = 60 * 1000;

/**
 * @typedef {{ card: Element, key: string, parent: string, starts: number, ends: number }} Slot
 */

/** Keeps "now" and "next" true from the cards of the page itself, so that it works without a network too. */
class NowNext extends HTMLElement {
  connectedCallback() {
    /** @type {Slot[]} */
    this.slots = [...document.querySelectorAll(".day [data-session]")].map((card) => {
      const times = card.querySelectorAll("time");
      return {
        card,
        key: card.getAttribute("data-session") ?? "",
        parent: card.getAttribute("data-parent") ?? "",
        starts: Date.parse(times[0]?.dateTime ?? ""),
        ends: Date.parse(times[1]?.dateTime ?? ""),
      };
    });
    /** @type {string} */
    this.shown = "";
    this.tick();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  tick() {
    const now = Date.now();
    const slots = this.slots ?? [];
    const running = slots.filter((slot) => slot.starts <= now && now < slot.ends);
    const first = Math.min(...slots.filter((slot) => slot.starts > now).map((slot) => slot.starts));
    const soon = running.length > 0 || first - now <= SOON;
    this.show(innermost(running), soon ? innermost(slots.filter((slot) => slot.starts === first)) : []);
    const next = Math.min(first, ...running.map((slot) => slot.ends));
    this.timer = setTimeout(() => this.tick(), Math.max(Math.min(next - now, LONGEST_WAIT), 1000));
  }

  /**
   * @param {Slot[]} running
   * @param {Slot[]} coming
   */
  show(running, coming) {
    const wanted = JSON.stringify([running, coming].map((slots) => slots.map((slot) => slot.key)));
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.fill("running", running);
    this.fill("coming", coming);
    this.querySelector('[data-none="running"]')?.toggleAttribute("hidden", running.length > 0);
    this.querySelector('[data-section="coming"]')?.toggleAttribute("hidden", coming.length === 0);
    this.hidden = running.length + coming.length === 0;
  }

  /**
   * @param {string} which
   * @param {Slot[]} slots
   */
  fill(which, slots) {
    const template = this.querySelector("template");
    const list = this.querySelector(`[data-which="${which}"]`);
    if (!template || !list) return;
    list.replaceChildren(...slots.map((slot) => this.item(template, slot.card)));
  }

  /**
   * @param {HTMLTemplateElement} template
   * @param {Element} card
   */
  item(template, card) {
    const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const title = card.querySelector(".session__title a");
    const link = item.querySelector("a");
    if (title && link) {
      link.href = title.getAttribute("href") ?? "#";
      link.replaceChildren(...[...title.childNodes].map((node) => node.cloneNode(true)));
    }
    const times = [...card.querySelectorAll(".when time")].slice(0, 2).map((time) => time.textContent);
    item.querySelector(".now__when")?.append(times.join("–"));
    item.querySelector(".now__place")?.append(card.querySelector(".session__place")?.textContent ?? "");
    return item;
  }
}

/**
 * A session that holds others steps back while one of those is shown.
 * @param {Slot[]} slots
 */
function innermost(slots) {
  const holding = new Set(slots.map((slot) => slot.parent));
  return slots.filter((slot) => !holding.has(slot.key));
}

customElements.define("own-time", OwnTime);
customElements.define("now-next", NowNext);
