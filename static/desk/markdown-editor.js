/** Gives the keyboard back to the editor of a Markdown field.
 *
 *  django-markdownx takes Tab, Ctrl+D, Ctrl+[ and Ctrl+] to change the text by script, which traps the
 *  keyboard in the field and empties the browser's undo list, and it sends dropped and pasted files to
 *  an upload that this site does not have. These listeners stand before markdownx's own. */
const TAKEN = new Set(["Tab", "d", "[", "]"]);

function isEditor(target) {
  return target instanceof Element && target.matches(".markdownx-editor");
}

function keepFromMarkdownx(event) {
  if (isEditor(event.target) && TAKEN.has(event.key)) event.stopImmediatePropagation();
}

function refuseFiles(event) {
  const data = event.clipboardData ?? event.dataTransfer;
  if (!isEditor(event.target) || !data?.files.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

window.addEventListener("keydown", keepFromMarkdownx, { capture: true });
window.addEventListener("paste", refuseFiles, { capture: true });
window.addEventListener("drop", refuseFiles, { capture: true });
