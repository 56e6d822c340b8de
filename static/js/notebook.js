/** Keeps the visit sheet in this browser and nowhere else. Says "change" when the sheet is another,
 *  and "trouble" when it cannot be kept; what could not be kept stays on the page. */
import { asText, emptySheet, mergeSheets, NewerSheet, readSheet } from "./sheet.js";

const SHEET_KEY = "visit-sheet";
const ASIDE_KEY = "visit-sheet-aside";

class Notebook extends EventTarget {
  sheet = emptySheet();
  base = emptySheet();
  trouble = "";

  constructor() {
    super();
    this.sync();
    addEventListener("storage", (event) => {
      if (event.key === SHEET_KEY || event.key === null) this.sync();
    });
    // A tab that slept, or comes back from the history, has missed such events.
    addEventListener("pageshow", () => this.sync());
    document.addEventListener("visibilitychange", () => document.hidden || this.sync());
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved()) event.preventDefault();
    });
  }

  isUnsaved() {
    return this.trouble !== "" && asText(this.sheet) !== asText(this.base);
  }

  /** What was found and could not be understood; it is kept beside the sheet. */
  get aside() {
    return read(ASIDE_KEY);
  }

  change(edit) {
    const before = asText(this.sheet);
    edit(this.sheet);
    this.sync(before);
  }

  /** Bring together what is here and what is kept, and keep that. */
  sync(before = asText(this.sheet)) {
    const trouble = this.trouble;
    let doubled = 0;
    try {
      doubled = this.mergeAndKeep();
      this.trouble = "";
    } catch (error) {
      this.trouble = error instanceof NewerSheet ? "newer" : isFull(error) ? "full" : "blocked";
    }
    if (this.trouble !== trouble) this.dispatchEvent(new Event("trouble"));
    if (doubled) this.dispatchEvent(new Event("doubled"));
    if (doubled || asText(this.sheet) !== before) this.dispatchEvent(new Event("change"));
  }

  mergeAndKeep() {
    const kept = localStorage.getItem(SHEET_KEY);
    const theirs = kept === null ? { sheet: emptySheet(), isWhole: true } : readSheet(kept);
    if (!theirs.isWhole) localStorage.setItem(ASIDE_KEY, kept);
    const { sheet, doubled } = mergeSheets(this.base, this.sheet, theirs.sheet);
    this.base = structuredClone(theirs.sheet);
    this.sheet = sheet;
    const text = asText(sheet);
    if (text !== kept && !(kept === null && text === asText(emptySheet()))) {
      localStorage.setItem(SHEET_KEY, text);
    }
    this.base = structuredClone(sheet);
    return doubled;
  }

  /** Leave no trace on the device. */
  erase() {
    this.sheet = emptySheet();
    this.base = emptySheet();
    try {
      localStorage.removeItem(SHEET_KEY);
      localStorage.removeItem(ASIDE_KEY);
    } catch {
      // Nothing could be kept, so there is nothing to erase.
    }
    this.sync();
    this.dispatchEvent(new Event("change"));
  }
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function isFull(error) {
  return error instanceof DOMException && /quota/i.test(error.name);
}

export const notebook = new Notebook();

/** In words, for the reader. */
export const TROUBLES = {
  full: "There is no room left in this browser, so your last changes are not kept. They are still on this page: download or print them before you leave.",
  blocked: "This browser does not let our site keep anything. You can still fill in the sheet, print it and download it. It is gone when you close the page.",
  newer: "Your sheet was made by a newer version of this site. We leave it as it is. Load the page again. Until then nothing you write here is kept.",
};
