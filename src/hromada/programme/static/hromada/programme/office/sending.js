// What is sent to the office, one thing after the other, and how the answer is put in its place.

const said = () => document.getElementById("board-said");

/** @param {string} sentence @param {string} tone */
export function say(sentence, tone = "info") {
  const paragraph = document.createElement("p");
  paragraph.className = `said said--${tone}`;
  paragraph.textContent = sentence;
  said()?.replaceChildren(paragraph);
}

export function saySilence() {
  said()?.replaceChildren();
}

/** @returns {Record<string, string>} */
const headers = () => ({ "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") });

/** @param {string} html */
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** @type {Promise<unknown>} */
let before = Promise.resolve();

/**
 * Send a form; true once the answer is on the board. Otherwise it has been said why not, and nothing has changed.
 * @param {string} address
 * @param {FormData} form
 * @param {DOMStringMap} words
 * @returns {Promise<boolean>}
 */
export function send(address, form, words) {
  const sent = before.then(() => exchange(address, form, words));
  before = sent;
  return sent;
}

/**
 * @param {string} address
 * @param {FormData} form
 * @param {DOMStringMap} words
 */
async function exchange(address, form, words) {
  let answer, html;
  try {
    answer = await fetch(address, { method: "POST", body: form, headers: headers() });
    html = await answer.text();
  } catch {
    say(words.failed ?? "", "warning");
    return false;
  }
  if (answer.redirected || answer.status === 403) say(words.signedOut ?? "", "warning");
  else if (answer.status === 422) open(parsed(html));
  else if (answer.status === 409) say(parsed(html).textContent?.trim() ?? "", "warning");
  else if (!answer.ok) say(words.failed ?? "", "warning");
  else put(parsed(html));
  return answer.ok && !answer.redirected;
}

/**
 * The form in which one session is moved, asked for at its address.
 * @param {string} address
 * @param {DOMStringMap} words
 */
export async function ask(address, words) {
  try {
    const answer = await fetch(address, { headers: headers() });
    if (answer.ok && !answer.redirected) open(parsed(await answer.text()));
    else say((answer.redirected ? words.signedOut : words.failed) ?? "", "warning");
  } catch {
    say(words.failed ?? "", "warning");
  }
}

/** @param {DocumentFragment} content */
function open(content) {
  const dialog = content.querySelector("dialog");
  if (!dialog) return;
  document.getElementById(dialog.id)?.remove();
  dialog.open = false;
  document.querySelector("programme-board")?.append(dialog);
  dialog.showModal();
}

/** @param {DocumentFragment} content */
function put(content) {
  const told = /** @type {HTMLElement | null} */ (content.querySelector("#board-said"));
  // A session is in one place: where it was, only the answer can say that it still is.
  for (const key of told?.dataset.changed?.split(" ") ?? []) document.getElementById(`slot-${key}`)?.remove();
  for (const part of [...content.children]) {
    if (part !== told) document.getElementById(part.id)?.replaceWith(part);
  }
  said()?.replaceChildren(...(told?.children ?? []));
}
