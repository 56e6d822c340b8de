/** Under each field of Markdown its own preview, made once somebody opens it. */
const PAUSE = 500;

export function foldPreviews(form) {
  for (const field of form.querySelectorAll("textarea[data-markdownx-urls-path]")) fold(field, form);
}

function fold(field, form) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const shown = document.createElement("div");
  details.className = "field-preview";
  summary.textContent = "This part as readers see it";
  details.append(summary, shown);
  field.parentElement.append(details);
  let timer;

  async function show() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.csrfmiddlewaretoken.value);
    body.set("content", field.value);
    const answer = await fetch(field.dataset.markdownxUrlsPath, { method: "POST", body });
    const said = await answer.text();
    if (!answer.ok) return (shown.textContent = "The preview could not be made.");
    const made = new DOMParser().parseFromString(said, "text/html");
    shown.replaceChildren(...made.body.childNodes);
  }

  const later = () => {
    clearTimeout(timer);
    if (details.open) timer = setTimeout(() => show().catch(() => {}), PAUSE);
  };
  details.addEventListener("toggle", () => details.open && show().catch(() => {}));
  field.addEventListener("input", later);
}
