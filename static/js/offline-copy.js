/** <offline-copy> keeps the whole site on this device when the reader asks for it, and removes it.
 *  Without JavaScript the page around it says what else there is. */
import { Announcer, pressable } from "./announcer.js";
import { inWords } from "./kept-copy.js";

const STORE = "kept-site";
const RECORD = "/offline/kept";
const WORKER = "/offline-worker.js";

class OfflineCopy extends HTMLElement {
  async connectedCallback() {
    this.announcer = new Announcer(this);
    if (!navigator.serviceWorker || !globalThis.caches) {
      return this.announcer.say("This browser cannot keep the site. You can print the pages that you need.");
    }
    this.keeping = pressable("", () => this.keep());
    this.removing = pressable("Remove the copy from this device", () => this.remove());
    this.prepend(this.keeping, " ", this.removing);
    navigator.serviceWorker.addEventListener("message", ({ data }) => this.hear(data));
    await this.show();
  }

  async show() {
    const record = await keptRecord();
    this.removing.hidden = !record;
    this.keeping.textContent = record ? "Bring the copy up to date" : "Keep the site on this device";
    if (record) this.tell(record);
  }

  tell({ checked, pages }) {
    const count = Object.keys(pages).length;
    this.announcer.say(
      checked
        ? `The site is on this device: ${count} pages, as of ${inWords(new Date(checked))}.`
        : `Only a part of the site is on this device: ${count} pages. Press the button to go on.`,
    );
  }

  async keep() {
    this.announcer.say("Starting. Please leave this page open.");
    try {
      await navigator.serviceWorker.register(ownAddress(WORKER), { scope: "/" });
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage("keep");
    } catch {
      this.announcer.say("This browser does not let our site keep anything, or there is no network.");
    }
  }

  async hear({ done, total, fault }) {
    if (total && done < total) return this.announcer.say(`Kept ${done} of ${total} pages.`);
    await this.show();
    if (fault === "full") this.announcer.say("There is no more room on this device. Some pages are kept, not all.");
    if (fault === "network") this.announcer.say("The network broke off. What is kept stays. Press the button to go on.");
  }

  async remove() {
    await caches.delete(STORE);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    await this.show();
    this.announcer.say("The copy is removed.");
    this.keeping.focus();
  }
}

async function keptRecord() {
  if (!(await caches.has(STORE))) return null;
  return (await (await caches.open(STORE)).match(RECORD))?.json();
}

/** Where browsers ask for a policy before a script may load another, this is ours: one address. */
function ownAddress(address) {
  const policy = globalThis.trustedTypes?.createPolicy("offline-worker", { createScriptURL: () => address });
  return policy?.createScriptURL(address) ?? address;
}

customElements.define("offline-copy", OfflineCopy);
