/** The page beside the form, made by the site from what is typed, and what is to be mended. */
const PAUSE = 300;

export function showPage(form, address) {
  const place = form.querySelector(".preview-frame");
  const check = document.getElementById("check");
  const frame = document.createElement("iframe");
  let timer, asked;

  frame.title = "The page as readers would see it";
  frame.src = address;
  frame.addEventListener("load", () => hold(frame.contentDocument));
  place.append(frame);
  place.hidden = false;
  chooseWidth(form, place, frame);

  async function update() {
    asked?.abort();
    asked = new AbortController();
    const answer = await fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: asked.signal,
    });
    tell(answer);
    if (!answer.ok) return;
    const told = await answer.json();
    put(frame, told.page);
    mend(check, told.check);
    form.dataset.shown = String(Number(form.dataset.shown ?? 0) + 1);
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => update().catch(quiet), PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  check.addEventListener("click", lead);
}

function quiet(error) {
  if (error.name !== "AbortError") say("The site does not answer. Your text is still here. Go on writing and save later.");
}

function tell(answer) {
  if (answer.ok) say("");
  // A login that ended answers with the way to the login page.
  else if (answer.type === "opaqueredirect" || answer.status === 403)
    say("You are logged out. Your text is kept on this device. Log in again in another tab, then save here.");
  else say("The preview could not be made. Your text is still here.");
}

function say(sentence) {
  const note = document.getElementById("trouble-note");
  if (note.textContent !== sentence) note.textContent = sentence;
  note.hidden = !sentence;
}

/** The frame stays with this page: its links open in a tab of their own, its forms send nothing. */
function hold(shown) {
  shown.addEventListener("submit", (event) => event.preventDefault(), { capture: true });
  shown.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    window.open(link.href, "_blank", "noopener");
  });
}

/** The body alone is changed: the frame keeps its place, and the browser's way back stays short. */
function put(frame, html) {
  const shown = frame.contentDocument;
  if (!shown?.body) return;
  const { scrollTop } = shown.documentElement;
  const made = new DOMParser().parseFromString(html, "text/html");
  shown.title = made.title;
  shown.body.replaceWith(shown.adoptNode(made.body));
  shown.documentElement.scrollTop = scrollTop;
}

/** Lists that were opened stay open. */
function mend(check, html) {
  const open = [...check.querySelectorAll("details")].map((one) => one.open);
  const held = check.contains(document.activeElement);
  if (held) return;
  const made = new DOMParser().parseFromString(html, "text/html");
  check.replaceChildren(...made.body.childNodes);
  [...check.querySelectorAll("details")].forEach((one, place) => {
    one.open = open[place] ?? false;
  });
}

/** A finding leads to its field, and to the words in it. */
function lead(event) {
  const link = event.target.closest("a[data-field]");
  const field = link && document.getElementById(`id_${link.dataset.field}`);
  if (!field) return;
  event.preventDefault();
  const entered = field.matches("textarea, input, select") ? field : field.querySelector("textarea, input, select") ?? field;
  entered.focus();
  entered.scrollIntoView({ block: "center" });
  select(entered, link.dataset.quote);
}

function select(field, quote) {
  if (!quote || !field.setSelectionRange) return;
  const place = find(field.value, quote);
  if (place) field.setSelectionRange(place.start, place.end);
}

/** The text of a finding has no markup: between its words anything may stand that is no word. */
function find(text, quote) {
  const words = quote.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length) return null;
  const between = "(?:[^\\p{L}\\p{N}]+|\\[@[^\\]]*\\])+";
  const found = new RegExp(words.join(between), "iu").exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}

function chooseWidth(form, place, frame) {
  const widths = form.querySelector(".preview-widths");
  const buttons = [...widths.querySelectorAll("button")];
  let chosen = 390;

  const fit = () => {
    const scale = Math.min(1, place.clientWidth / chosen);
    frame.style.width = `${chosen}px`;
    frame.style.height = `${place.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };
  widths.addEventListener("click", ({ target }) => {
    if (!target.dataset.width) return;
    chosen = Number(target.dataset.width);
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === target));
    fit();
  });
  new ResizeObserver(fit).observe(place);
  widths.hidden = false;
}
