/** <add-to-sheet> puts a box before each question inside; a tick puts the question on the visit sheet.
 *  Where the page has boxes already they are used. Without JavaScript the questions can be read. */
import { Announcer } from "./announcer.js";
import { notebook, TROUBLES } from "./notebook.js";
import { newLine } from "./sheet.js";

class AddToSheet extends HTMLElement {
  connectedCallback() {
    this.boxes = new Map([...this.querySelectorAll("li")].map((item) => this.boxOf(item)));
    this.announcer = new Announcer(this);
    this.addEventListener("change", (event) => this.put(event.target));
    notebook.addEventListener("change", () => this.show());
    this.show();
  }

  boxOf(item) {
    const question = plainText(item);
    const box = item.querySelector("input") ?? newBox(item, question);
    return [box, question];
  }

  put(box) {
    const text = this.boxes.get(box);
    const from = box.closest("[data-page]")?.dataset.page ?? document.querySelector("h1").textContent;
    notebook.change((sheet) => {
      sheet.questions = sheet.questions.filter((line) => line.text !== text);
      if (box.checked) sheet.questions.push(newLine({ text, from }));
    });
    this.show();
    const count = notebook.sheet.questions.length;
    const said = box.checked ? "It is on your sheet." : "It is off your sheet.";
    this.announcer.say(TROUBLES[notebook.trouble] ?? `${said} Questions on it now: ${count}.`);
  }

  show() {
    const chosen = new Set(notebook.sheet.questions.map((line) => line.text));
    for (const [box, question] of this.boxes) box.checked = chosen.has(question);
  }
}

/** The words of a question without the marks of its notes. */
function plainText(item) {
  const copy = item.cloneNode(true);
  for (const mark of copy.querySelectorAll(".note, button")) mark.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function newBox(item, question) {
  const [label, box, hidden] = ["label", "input", "span"].map((tag) => document.createElement(tag));
  label.className = "choice";
  box.type = "checkbox";
  hidden.className = "visually-hidden";
  hidden.textContent = `: ${question}`;
  label.append(box, " Add to my sheet", hidden);
  item.append(label);
  return box;
}

customElements.define("add-to-sheet", AddToSheet);
