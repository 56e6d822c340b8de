/** Ctrl+S saves, and nobody leaves by accident with unsaved text. */
import { asText } from "./typed-text.js";

export function guard(form) {
  const state = form.querySelector(".writing-state");
  const refused = form.querySelector(".errornote, .clashes") !== null;
  const before = asText(form);
  let leaving = false;

  const isUnsaved = () => refused || asText(form) !== before;

  form.addEventListener("submit", (event) => {
    // A preview goes to a tab of its own: this one stays.
    leaving = !event.submitter?.hasAttribute("formtarget");
  });
  form.addEventListener("input", () => {
    state.textContent = isUnsaved() ? "Not saved yet." : "";
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isUnsaved()) event.preventDefault();
  });
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) form.requestSubmit(form.querySelector("[name=_save]"));
  });
}
