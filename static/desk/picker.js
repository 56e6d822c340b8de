/** A dialog that finds something by a few letters: a combobox with a list box (WAI-ARIA pattern). */
const PAUSE = 150;

const dialog = document.getElementById("picker");
const box = document.getElementById("picker-query");
const list = document.getElementById("picker-options");
const count = dialog?.querySelector(".picker-count");

let address, chosen, options, asked, timer;

export function openPicker(field, heading, from, choose) {
  const { selectionStart, selectionEnd } = field;
  dialog.querySelector("h2").textContent = heading;
  address = from;
  chosen = (option) => {
    dialog.close();
    field.focus();
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
    choose(option);
  };
  box.value = "";
  list.replaceChildren();
  dialog.addEventListener("close", () => field.focus(), { once: true });
  dialog.showModal();
  find();
}

async function find() {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(`${address}?q=${encodeURIComponent(box.value)}`, { signal: asked.signal });
  const told = await answer.json();
  if (!answer.ok) return (count.textContent = told.error);
  options = told.options;
  count.textContent = options.length ? `${options.length} found` : "Nothing found. Try fewer letters.";
  list.replaceChildren(...options.map(line));
  mark(0);
}

function line(option, place) {
  const made = document.createElement("li");
  made.id = `picker-option-${place}`;
  made.setAttribute("role", "option");
  const label = document.createElement("strong");
  const detail = document.createElement("span");
  label.textContent = option.label;
  detail.textContent = option.detail;
  made.append(label, " ", detail);
  return made;
}

function mark(place) {
  const lines = [...list.children];
  lines.forEach((one, number) => one.setAttribute("aria-selected", String(number === place)));
  if (!lines[place]) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", lines[place].id);
  lines[place].scrollIntoView({ block: "nearest" });
}

function press(event) {
  const lines = [...list.children];
  const now = lines.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "Enter") {
    event.preventDefault();
    if (options?.[now]) chosen(options[now]);
    return;
  }
  const to = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (to === undefined || !lines.length) return;
  event.preventDefault();
  mark((to + lines.length) % lines.length);
}

if (dialog) {
  box.addEventListener("keydown", press);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => find().catch(() => {}), PAUSE);
  });
  list.addEventListener("click", ({ target }) => {
    const place = [...list.children].indexOf(target.closest("[role=option]"));
    if (place >= 0) chosen(options[place]);
  });
  dialog.querySelector(".picker-close").addEventListener("click", () => dialog.close());
}
