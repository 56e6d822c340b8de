/** Counts the words of a field that may have only so many. */
const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+|[.,]\p{N}+)*/gu;

export function words(text) {
  return (text.replace(/\[@[^\]]*\]/g, " ").match(WORD) ?? []).length;
}

export function countWords(form) {
  for (const field of form.querySelectorAll("textarea[data-words]")) count(field);
}

function count(field) {
  const most = Number(field.dataset.words);
  const said = document.createElement("p");
  said.className = "word-count";
  said.setAttribute("role", "status");
  const tell = () => {
    const now = words(field.value);
    const over = now - most;
    said.textContent = over > 0 ? `${now} of ${most} words: ${over} too many.` : `${now} of ${most} words.`;
    said.dataset.over = String(over > 0);
  };
  field.after(said);
  field.addEventListener("input", tell);
  field.form.addEventListener("input", tell);
  tell();
}
