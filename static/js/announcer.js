/** Says one sentence at a time, seen and heard, with at most one button behind it. */
export class Announcer {
  constructor(place) {
    this.line = document.createElement("p");
    this.line.className = "announcement";
    this.line.setAttribute("role", "status");
    place.append(this.line);
  }

  say(sentence, label = "", act = null) {
    this.line.replaceChildren(sentence);
    if (act) this.line.append(" ", pressable(label, act));
  }
}

export function pressable(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

export function notice(...content) {
  const line = document.createElement("p");
  line.className = "notice";
  line.append(...content);
  return line;
}
