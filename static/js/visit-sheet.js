/** <visit-sheet> is the sheet itself: lines to write, order, take away, print, download and load.
 *  Without JavaScript it is an empty sheet to print. */
import { Announcer, notice, pressable } from "./announcer.js";
import { notebook, TROUBLES } from "./notebook.js";
import { asText, emptySheet, isEmptySheet, mergeSheets, newLine, NewerSheet, readSheet } from "./sheet.js";

class VisitSheet extends HTMLElement {
  connectedCallback() {
    this.parts = [...this.querySelectorAll("[data-lines]")].map((part) => new SheetPart(part, this));
    this.announcer = new Announcer(this.querySelector(".visit-sheet-tools"));
    this.troubles = this.querySelector(".visit-sheet-troubles");
    this.addEventListener("click", (event) => this.press(event.target.closest("[data-act]")?.dataset.act));
    this.querySelector("[type=file]").addEventListener("change", (event) => this.load(event.target));
    notebook.addEventListener("change", () => this.show());
    notebook.addEventListener("trouble", () => this.warn());
    notebook.addEventListener("doubled", () =>
      this.say("You changed the same line in two tabs. Both versions are on the sheet now."),
    );
    this.dataset.ready = "";
    this.show();
    this.warn();
  }

  say(...words) {
    this.announcer.say(...words);
  }

  show() {
    for (const part of this.parts) part.show();
  }

  warn() {
    const lines = [];
    if (notebook.trouble) lines.push(notice(TROUBLES[notebook.trouble]));
    if (notebook.aside) {
      const get = pressable("Download what was there", () => download(notebook.aside, "visit-sheet-unread.txt"));
      lines.push(notice("A part of your sheet could not be read. We did not throw it away. ", get));
    }
    this.troubles.replaceChildren(...lines);
  }

  press(act) {
    if (act === "print") print();
    if (act === "download") download(asText(notebook.sheet), "visit-sheet.json");
    if (act === "erase") this.erase();
  }

  erase() {
    const before = notebook.sheet;
    notebook.erase();
    this.warn();
    if (isEmptySheet(before)) return this.say("There is nothing of yours in this browser.");
    this.say("Erased. Nothing of your sheet is kept in this browser.", "Put everything back", () => {
      this.add(before);
      this.say("Everything is back.");
    });
  }

  add(sheet) {
    notebook.change((mine) => Object.assign(mine, mergeSheets(emptySheet(), mine, sheet).sheet));
  }

  async load(input) {
    const file = input.files[0];
    if (!file) return;
    try {
      const { sheet, isWhole } = readSheet(await file.text());
      if (isEmptySheet(sheet)) return this.say(`“${file.name}” holds no visit sheet. Nothing was changed.`);
      this.add(sheet);
      this.say(`“${file.name}” is loaded. What you had is still here.${isWhole ? "" : " Parts of it could not be read."}`);
    } catch (error) {
      this.say(error instanceof NewerSheet ? TROUBLES.newer : `“${file.name}” could not be read. Nothing was changed.`);
    } finally {
      input.value = "";
    }
  }
}

/** One part of the sheet: its lines, and the button that adds one. */
class SheetPart {
  constructor(part, sheet) {
    this.name = part.dataset.lines;
    this.sheet = sheet;
    this.list = part.querySelector("ol");
    this.template = part.querySelector("template");
    this.rows = new Map();
    this.adder = part.querySelector(".visit-sheet-add");
    this.adder.addEventListener("click", () => this.add());
    this.list.addEventListener("input", (event) => this.write(event.target));
    this.list.addEventListener("click", (event) => this.press(event.target));
    this.list.addEventListener("pointerdown", (event) => this.drag(event));
  }

  get lines() {
    return notebook.sheet[this.name];
  }

  change(edit) {
    notebook.change((sheet) => {
      sheet[this.name] = edit([...sheet[this.name]]);
    });
    this.show();
  }

  show() {
    const rows = this.lines.map((line) => this.rows.get(line.id) ?? this.newRow(line.id));
    this.rows = new Map(rows.map((row) => [row.dataset.id, row]));
    if (rows.length !== this.list.children.length || rows.some((row, place) => row !== this.list.children[place])) {
      this.list.replaceChildren(...rows);
    }
    this.lines.forEach((line, place) => fill(rows[place], line));
  }

  newRow(id) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.id = id;
    return row;
  }

  add() {
    const line = newLine(Object.fromEntries([...this.template.content.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, ""])));
    if (this.name === "diary") line.text = new Date().toLocaleDateString("en-US", { month: "short", day: "numeric" });
    this.change((lines) => [...lines, line]);
    this.rows.get(line.id).querySelector("textarea").focus();
  }

  write(field) {
    const id = field.closest("li").dataset.id;
    this.change((lines) => lines.map((line) => (line.id === id ? { ...line, [field.dataset.field]: field.value } : line)));
  }

  press(button) {
    const row = button.closest("[data-move], [data-remove]")?.closest("li");
    if (!row) return;
    const place = this.lines.findIndex((line) => line.id === row.dataset.id);
    if ("remove" in button.dataset) this.remove(place);
    else this.move(place, place + Number(button.dataset.move), button);
  }

  remove(place) {
    const line = this.lines[place];
    this.change((lines) => lines.toSpliced(place, 1));
    (this.list.children[place]?.querySelector("textarea") ?? this.adder).focus();
    this.sheet.say("Removed.", "Put it back", () => {
      this.change((lines) => lines.toSpliced(place, 0, line));
      this.sheet.say("It is back.");
    });
  }

  move(from, to, button) {
    const count = this.lines.length;
    if (to < 0 || to >= count) return this.sheet.say(to < 0 ? "It is the first already." : "It is the last already.");
    this.change((lines) => lines.toSpliced(from, 1).toSpliced(to, 0, lines[from]));
    button?.focus();
    this.sheet.say(`Moved to place ${to + 1} of ${count}.`);
  }

  drag(event) {
    const row = event.target.closest("[data-drag]")?.closest("li");
    if (!row) return;
    event.preventDefault();
    // The list holds the pointer: a row lets go of it when it moves in the page.
    this.list.setPointerCapture(event.pointerId);
    row.dataset.dragged = "";
    const follow = ({ clientY }) => {
      const others = [...this.list.children].filter((other) => other !== row);
      const next = others.find((other) => clientY < middleOf(other)) ?? null;
      if (next !== row.nextElementSibling) this.list.insertBefore(row, next);
    };
    const drop = () => {
      this.list.removeEventListener("pointermove", follow);
      delete row.dataset.dragged;
      const from = this.lines.findIndex((line) => line.id === row.dataset.id);
      const to = [...this.list.children].indexOf(row);
      if (from >= 0 && from !== to) this.move(from, to);
    };
    this.list.addEventListener("pointermove", follow);
    this.list.addEventListener("lostpointercapture", drop, { once: true });
  }
}

function fill(row, line) {
  for (const field of row.querySelectorAll("[data-field]")) {
    const value = line[field.dataset.field] ?? "";
    if (field.value !== value) field.value = value;
    // What the field holds, for its height and for paper.
    field.parentElement.dataset.text = value;
  }
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent}: ${line.text || "empty line"}`);
  }
  const from = row.querySelector(".visit-sheet-from");
  if (from) from.textContent = line.from ? `From: ${line.from}` : "";
}

function middleOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define("visit-sheet", VisitSheet);
