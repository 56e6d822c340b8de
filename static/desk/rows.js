/** <desk-rows> adds, takes out and moves rows in place. Without JavaScript empty rows wait, a box
 *  takes a row out, and a number says its place. */
class Rows extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector(".rows-list");
    this.next = this.list.children.length;
    for (const spare of this.list.querySelectorAll("[data-spare]")) {
      if (!filled(spare)) spare.remove();
    }
    for (const row of this.list.children) this.equip(row);
    this.append(this.button("Add a row", () => this.add().querySelector("select, input, textarea").focus()));
    this.count();
  }

  add() {
    const made = this.querySelector("template").content.cloneNode(true).firstElementChild;
    for (const part of made.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace("__row__", this.next));
      }
    }
    this.next += 1;
    this.list.append(made);
    this.equip(made);
    this.count();
    return made;
  }

  equip(row) {
    row.querySelector(".row-place").hidden = true;
    row.querySelector(".row-gone").hidden = true;
    row.querySelector(".row-order").append(
      this.button("Move up", () => this.move(row, row.previousElementSibling, "before")),
      this.button("Move down", () => this.move(row, row.nextElementSibling, "after")),
      this.button("Take out", () => this.takeOut(row)),
    );
  }

  button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "desk-button";
    made.dataset.kind = "quiet";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  move(row, neighbor, side) {
    if (!neighbor) return;
    const held = document.activeElement;
    neighbor[side](row);
    held.focus();
    this.count();
  }

  takeOut(row) {
    const gone = row.querySelector(".row-gone input");
    gone.checked = !gone.checked;
    row.classList.toggle("row-leaving", gone.checked);
    row.querySelector(".row-order button:last-child").textContent = gone.checked ? "Keep it after all" : "Take out";
    this.count();
  }

  /** Numbers for people, places for the site. */
  count() {
    [...this.list.children].forEach((row, place) => {
      const legend = row.querySelector("legend");
      const gone = row.querySelector(".row-gone input").checked;
      legend.textContent = gone ? `Row ${place + 1}, goes when you save` : `Row ${place + 1}`;
      row.querySelector(".row-place input").value = String(place + 1);
    });
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function filled(row) {
  return [...row.querySelectorAll(".row-parts :is(input, textarea)")].some((part) => part.value.trim());
}

/** As many rows as a copy of a form speaks of, under the same names. */
export function addRows(form, pairs) {
  for (const rows of form.querySelectorAll("desk-rows")) {
    const numbers = pairs.map(([name]) => new RegExp(`^${rows.dataset.name}-(\\d+)-`).exec(name)?.[1]);
    const most = Math.max(-1, ...numbers.filter(Boolean).map(Number));
    while (rows.next <= most) rows.add();
  }
}

customElements.define("desk-rows", Rows);
