/** <pack-search> finds pages of this file, without a network. The words of patients are taken for
 *  ours, and an urgent word brings "Get help now" to the top. Nothing that is typed leaves the file. */
const MOST_FOUND = 20;
const ENDINGS = /(?:ies|es|s|ing|ed)$/;

class PackSearch extends HTMLElement {
  connectedCallback() {
    const { same, urgent } = JSON.parse(document.getElementById("pack-words").textContent);
    this.same = same.map((pair) => pair.map(wordsOf));
    this.urgent = urgent.map(wordsOf);
    this.replaceChildren(...this.form());
    this.box.addEventListener("input", () => this.search());
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      this.box.value = asked;
      this.search();
    }
  }

  form() {
    const form = document.createElement("form");
    form.className = "search-form";
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => event.preventDefault());
    const label = document.createElement("label");
    label.className = "search-form-label";
    label.textContent = "Search this file";
    label.htmlFor = "pack-search-box";
    this.box = document.createElement("input");
    Object.assign(this.box, { id: label.htmlFor, className: "search-form-box", autocomplete: "off", maxLength: 400 });
    form.append(label, this.box);
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    this.list = document.createElement("ol");
    this.list.className = "pack-search-list";
    return [form, this.status, this.list];
  }

  /** Each page with its words; read at the first search. */
  get pages() {
    this.read ??= [...document.querySelectorAll(".pack-page, .word-list dt[id]")].map((page) => ({
      anchor: page.id,
      title: page.dataset.page ?? page.textContent,
      name: wordsOf(`${page.dataset.page ?? page.textContent} ${page.querySelector(".also-called")?.textContent ?? ""}`),
      text: wordsOf(page.matches("dt") ? page.nextElementSibling?.textContent : page.textContent),
    }));
    return this.read;
  }

  search() {
    const typed = wordsOf(this.box.value);
    if (!typed.length) {
      this.list.replaceChildren();
      this.status.textContent = "";
      return;
    }
    const ways = [typed, ...this.same.filter(([lay]) => holds(typed, lay)).map(([lay, ours]) => without(typed, lay).concat(ours))];
    const scored = this.pages.map((page) => ({ page, score: Math.max(...ways.map((way) => scoreOf(page, way))) }));
    const found = scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score).slice(0, MOST_FOUND);
    const lines = found.map(({ page }) => linkTo(page.anchor, page.title));
    if (this.urgent.some((words) => holds(typed, words))) lines.unshift(linkTo("help-now/", "Get help now"));
    this.list.replaceChildren(...lines);
    const count = found.length === 1 ? "1 page found." : `${found.length} pages found.`;
    this.status.textContent = lines.length ? count : "Nothing found. Try another word, or look in the contents.";
  }
}

function wordsOf(text) {
  const plain = (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (word.length > 4 ? word.replace(ENDINGS, "") : word));
}

function holds(words, others) {
  return others.length > 0 && others.every((other) => words.includes(other));
}

function without(words, others) {
  return words.filter((word) => !others.includes(word));
}

/** Every word must be there, at least as the beginning of one; a name counts more than the text. */
function scoreOf(page, words) {
  let score = 0;
  for (const word of words) {
    const inName = page.name.some((one) => one === word) ? 20 : page.name.some((one) => one.startsWith(word)) ? 10 : 0;
    const inText = page.text.filter((one) => one.startsWith(word)).length;
    if (!inName && !inText) return 0;
    score += inName + Math.min(inText, 8);
  }
  return score / words.length;
}

function linkTo(anchor, title) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${anchor}`;
  link.textContent = title.trim();
  line.append(link);
  return line;
}

customElements.define("pack-search", PackSearch);
