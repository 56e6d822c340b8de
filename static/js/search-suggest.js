/** <search-suggest data-from="/search/suggest/"> offers pages while the reader types: a combobox
 *  with a list box (WAI-ARIA pattern). Without JavaScript the form inside goes to the search page. */
const LEAST_LETTERS = 3;
const PAUSE = 120;

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input[name=q]");
    if (!this.box || this.list) return;
    this.addList();
    this.box.addEventListener("input", () => this.wait());
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("blur", () => this.close());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  addList() {
    this.list = document.createElement("ul");
    this.list.className = "search-suggest-list";
    this.list.id = `${this.box.id}-list`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    // The box keeps the focus, and with it the list, while a line is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    this.box.setAttribute("role", "combobox");
    this.box.setAttribute("aria-autocomplete", "list");
    this.box.setAttribute("aria-controls", this.list.id);
    this.box.setAttribute("aria-expanded", "false");
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    const typed = this.box.value.trim();
    if (typed.length < LEAST_LETTERS) this.close();
    else this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  async ask(typed) {
    this.request = new AbortController();
    try {
      const address = `${this.dataset.from}?${new URLSearchParams({ q: typed })}`;
      const response = await fetch(address, { signal: this.request.signal });
      if (response.ok) this.show((await response.json()).suggestions);
    } catch {
      // No network, or the reader typed on: the form still works.
    }
  }

  show(suggestions) {
    if (!suggestions.length || document.activeElement !== this.box) {
      this.close();
      return;
    }
    this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
    this.mark(null);
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    const count = suggestions.length === 1 ? "1 suggestion" : `${suggestions.length} suggestions`;
    this.status.textContent = `${count}. Use the up and down arrows.`;
  }

  option({ text, kind, url }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.className = "search-suggest-option";
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const label = document.createElement("span");
    label.className = "search-suggest-kind";
    label.textContent = kind;
    option.append(`${text} `, label);
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.mark(null);
    this.status.textContent = "";
    this.box.setAttribute("aria-expanded", "false");
  }

  press(event) {
    if (event.isComposing) return;
    if (this.list.hidden) {
      // The list that was closed, or that never opened, comes back.
      if (event.key === "ArrowDown") this.wait();
      return;
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === "Enter" && this.marked) this.choose(this.marked);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  /** One line on; before the first and after the last stands what was typed. */
  move(step) {
    const options = [...this.list.children];
    const before = step > 0 ? -1 : options.length;
    const place = this.marked ? options.indexOf(this.marked) : before;
    this.mark(options[place + step] ?? null);
  }

  mark(option) {
    this.marked?.setAttribute("aria-selected", "false");
    this.marked = option;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.box.setAttribute("aria-activedescendant", option.id);
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    if (option) location.assign(option.dataset.url);
  }
}

customElements.define("search-suggest", SearchSuggest);
