/** <pack-age data-made="2026-11-23"> says how many days old this file is. Without JavaScript the
 *  day itself stands there. */
const A_DAY = 24 * 60 * 60 * 1000;
const OLD = 90;

class PackAge extends HTMLElement {
  connectedCallback() {
    const days = Math.floor((Date.now() - Date.parse(this.dataset.made)) / A_DAY);
    if (!(days > 0)) return;
    const line = document.createElement("strong");
    line.textContent = days === 1 ? " It is 1 day old." : ` It is ${days} days old.`;
    if (days > OLD) line.textContent += " Get a new copy before you rely on it.";
    this.querySelector("p").append(line);
    if (days > OLD) this.querySelector("p").dataset.kind = "error";
  }
}

customElements.define("pack-age", PackAge);
