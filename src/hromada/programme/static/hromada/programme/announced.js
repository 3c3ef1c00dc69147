// The sessions of the current programme, read from its page, and how a choice of them stands to it.
import { described } from "hromada/programme/selection";

/** @typedef {import("hromada/programme/selection").Chosen} Chosen */
/** @typedef {Chosen & { key: string, parent: string, card: Element, day: string }} Current */

/**
 * By key; null when they can be had neither from the network nor from this device.
 * @param {string} address
 * @returns {Promise<Map<string, Current> | null>}
 */
export async function announced(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return null;
    // Without the page's own style, which the policy of another page does not know.
    const text = (await answer.text()).replace(/<style[^]*?<\/style>/g, "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = [...page.querySelectorAll(".day [data-session]")].map((card) => ({
      ...described(card),
      key: card.getAttribute("data-session") ?? "",
      parent: card.getAttribute("data-parent") ?? "",
      day: card.closest(".day")?.querySelector(".day__name")?.textContent?.trim() ?? "",
      card,
    }));
    return new Map(found.map((session) => [session.key, session]));
  } catch {
    return null;
  }
}

/**
 * Whether time or place are others than when it was chosen. Places are compared only within one language.
 * @param {Chosen} session
 * @param {Chosen} was
 */
export function differs(session, was) {
  const sameLanguage = was.title === session.title;
  return session.starts !== was.starts || session.ends !== was.ends || (sameLanguage && session.place !== was.place);
}

/**
 * At the same time; a session and one that it holds do not clash.
 * @param {Current} one
 * @param {Current} other
 */
export function clash(one, other) {
  const related = one.key === other.key || one.parent === other.key || other.parent === one.key;
  return !related && one.starts < other.ends && other.starts < one.ends;
}
