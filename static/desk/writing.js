/** The form of a text, improved: the page beside it while typing, pickers, a copy of unsaved text.
 *  Without JavaScript the form saves, previews in a new tab, and refuses to overwrite anybody. */
import { copyUnsaved } from "./local-copy.js";
import { countWords } from "./word-count.js";
import { tellWhoIsHere } from "./presence.js";
import { showPage } from "./live-page.js";
import { foldPreviews } from "./field-preview.js";
import { addToolbars } from "./toolbar.js";
import { guard } from "./unsaved.js";
import "./rows.js";

const facts = document.getElementById("writing-facts")?.dataset;
const form = facts && document.getElementById("writing-facts").closest("form");

if (form?.querySelector("[name=_save]")) {
  addToolbars(form, facts.pick);
  foldPreviews(form);
  countWords(form);
  guard(form);
  copyUnsaved(form, facts);
  showPage(form, facts.page);
  if (facts.presence) tellWhoIsHere(form, facts.presence);
} else if (form) {
  showPage(form, facts.page);
}
