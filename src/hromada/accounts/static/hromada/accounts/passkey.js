// A form that carries a passkey: when it is sent, the device makes one or shows one, and its answer goes along.

class PasskeyForm extends HTMLElement {
  isAsking = false;

  connectedCallback() {
    const { signal } = (this.leaving = new AbortController());
    const isSupported = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
    if (isSupported) this.hidden = false;
    else if (!("optional" in this.dataset)) this.tell("unsupported");
    if (isSupported) this.addEventListener("submit", (event) => void this.send(event), { signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const carrier = form.elements.namedItem("credential");
    if (!(carrier instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (this.isAsking) return;
    this.isAsking = true;
    this.tell(null);
    try {
      carrier.value = JSON.stringify(await ceremony(await this.options()));
      form.submit();
    } catch {
      // Refused by the person, or by the device: the browser has told more than we could.
      this.tell("failed");
    } finally {
      this.isAsking = false;
    }
  }

  /** What the server wants to see: within the page, or asked for when it is needed. */
  async options() {
    const within = this.querySelector("script")?.textContent;
    if (within) return JSON.parse(within);
    const answer = await fetch(this.dataset.optionsFrom ?? "", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  /** @param {string | null} what */
  tell(what) {
    for (const told of this.querySelectorAll("[data-told]")) {
      told.toggleAttribute("hidden", told.getAttribute("data-told") !== what);
    }
  }
}

/**
 * @param {{ creation_options?: { publicKey: PublicKeyCredentialCreationOptionsJSON },
 *           request_options?: { publicKey: PublicKeyCredentialRequestOptionsJSON } }} options
 */
async function ceremony({ creation_options, request_options }) {
  if (creation_options) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(creation_options.publicKey);
    // Kept by the device together with whose it is, so that it signs in without an address.
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
    };
    return navigator.credentials.create({ publicKey });
  }
  if (!request_options) throw new Error("Nothing to show.");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(request_options.publicKey);
  return navigator.credentials.get({ publicKey });
}

customElements.define("passkey-form", PasskeyForm);
