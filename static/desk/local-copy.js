/** A copy of unsaved text, kept on this device for whoever is logged in, until it is saved.
 *  It is offered after a crash or a lost login. Logging out throws all copies away. */
import { PREFIX, standing } from "./copies.js";
import { addRows } from "./rows.js";
import { asText, typed } from "./typed-text.js";

const PAUSE = 800;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

export function copyUnsaved(form, { copy, writer }) {
  const key = `${PREFIX}${writer}:${copy}`;
  const before = asText(form);
  let timer;

  if (document.querySelector(".messagelist .saved")) forget([key, `${PREFIX}${writer}:${newOf(copy)}`]);
  else offer(form, key, before);

  const keep = () => {
    clearTimeout(timer);
    const text = asText(form);
    if (text !== before && !standing.thrownAway) write(key, { at: Date.now(), text });
  };
  form.addEventListener("input", () => {
    standing.thrownAway = false;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  window.addEventListener("pagehide", keep);
}

/** A new page is copied under its kind until its first save gives it a name. */
function newOf(copy) {
  return copy.replace(/s?\/.*$/, "/new");
}

function forget(keys) {
  for (const key of keys) localStorage.removeItem(key);
}

function write(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // No room, or not allowed: the form works without a copy.
  }
}

function read(key) {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return copy && Date.now() - copy.at < KEPT_FOR ? copy : null;
  } catch {
    return null;
  }
}

function offer(form, key, before) {
  const copy = read(key);
  if (!copy) return localStorage.removeItem(key);
  // The form that came back holds the text already; until it is saved the copy stays.
  if (copy.text === before) return;
  const note = document.getElementById("copy-note");
  const when = new Date(copy.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const says = document.createElement("p");
  says.textContent = `Text that you typed here was not saved (${when}). It is still on this device.`;
  const buttons = document.createElement("p");
  buttons.className = "desk-buttons";
  buttons.append(
    button("Bring it back", () => {
      fill(form, JSON.parse(copy.text));
      note.hidden = true;
      form.querySelector("[name=title]")?.focus();
    }),
    button("Throw it away", () => {
      localStorage.removeItem(key);
      note.hidden = true;
    }),
  );
  note.replaceChildren(says, buttons);
  note.hidden = false;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "desk-button";
  made.dataset.kind = "quiet";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function fill(form, pairs) {
  addRows(form, pairs);
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = true;
    else if (field && "value" in field) field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
