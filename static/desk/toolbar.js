/** The few signs of Markdown that editors need, as buttons over a field (WAI-ARIA toolbar).
 *  What they write goes through the browser's own editing, so Ctrl+Z takes it back. */
import { openPicker } from "./picker.js";

const BLOCK = ["Heading", "Bold", "List", "Link", "Source", "Word", "Picture"];
const LINE = ["Bold", "Link", "Source", "Word"];
const PICKED = { Link: "pages", Source: "sources", Word: "words", Picture: "pictures" };
const CHOOSE = {
  cards: "Choose a care card",
  treatments: "Choose a treatment",
  pages: "Choose a page",
  pictures: "Choose a picture",
  sources: "Choose a source",
  words: "Choose a word",
};

export function addToolbars(form, address) {
  const pick = (what) => address.replace("sources", what);
  for (const field of form.querySelectorAll("textarea[data-toolbar]")) {
    addToolbar(field, field.dataset.toolbar === "block" ? BLOCK : LINE, pick);
  }
  for (const field of form.querySelectorAll("textarea[data-picker]")) {
    addButton(field, field.dataset.picker, pick, (option) => addLine(field, option.line));
  }
  form.addEventListener("focusin", ({ target }) => offerSources(target, pick));
}

function nameOf(field) {
  return field.labels[0]?.firstChild.textContent.trim() ?? "";
}

function addToolbar(field, names, pick) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Format ${nameOf(field)}`);
  bar.setAttribute("aria-controls", field.id);
  bar.append(...names.map((name) => tool(field, name, pick)));
  const buttons = [...bar.children];
  buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  bar.addEventListener("keydown", (event) => move(event, buttons));
  field.before(bar);
}

function tool(field, name, pick) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "desk-button";
  button.dataset.kind = "quiet";
  button.textContent = name;
  // A press leaves the selection of the field as it is.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const what = PICKED[name];
    if (!what) return write(field, name);
    openPicker(field, CHOOSE[what], pick(what), (option) => insert(field, option.text, what === "sources"));
  });
  return button;
}

function move(event, buttons) {
  const now = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

function addButton(field, what, pick, chosen) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "desk-button picker-open";
  button.dataset.kind = "quiet";
  button.textContent = CHOOSE[what];
  button.addEventListener("click", () => openPicker(field, CHOOSE[what], pick(what), chosen));
  field.after(button);
}

/** A row's source gets its button when somebody comes to it: rows come and go. */
function offerSources(field, pick) {
  if (!field.matches?.("input[data-picker]") || field.nextElementSibling?.matches(".picker-open")) return;
  addButton(field, field.dataset.picker, pick, (option) => {
    field.focus();
    field.select();
    type(option.line);
  });
}

function write(field, name) {
  field.focus();
  const { selectionStart: start, selectionEnd: end, value } = field;
  const selected = value.slice(start, end);
  if (name === "Bold") return around(field, selected || "bold words");
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const to = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
  const sign = name === "Heading" ? "## " : "- ";
  const lines = value.slice(from, to).split("\n");
  const marked = lines.every((line) => line.startsWith(sign));
  field.setSelectionRange(from, to);
  type(lines.map((line) => (marked ? line.slice(sign.length) : sign + line)).join("\n"));
}

function around(field, words) {
  const start = field.selectionStart;
  type(`**${words}**`);
  field.setSelectionRange(start + 2, start + 2 + words.length);
}

function insert(field, text, isMark) {
  field.focus();
  const before = field.value.slice(0, field.selectionStart);
  // A mark of a source stands behind its statement.
  if (isMark) field.setSelectionRange(field.selectionEnd, field.selectionEnd);
  const needsSpace = isMark && before && !/\s$/.test(before);
  type(needsSpace ? ` ${text}` : text);
}

function addLine(field, line) {
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  type(field.value && !field.value.endsWith("\n") ? `\n${line}` : line);
}

/** The one way to write into a field that keeps the browser's list of what can be undone. */
function type(text) {
  if (text === "") document.execCommand("delete");
  else document.execCommand("insertText", false, text);
}
