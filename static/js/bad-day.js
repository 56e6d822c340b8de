/** Bad-day view: every page shows only what matters most. The device remembers it, nobody else. */
import { notice, pressable } from "./announcer.js";

const BAD_DAY_KEY = "bad-day";

function isBadDay() {
  try {
    return localStorage.getItem(BAD_DAY_KEY) === "on";
  } catch {
    return false;
  }
}

/** <bad-day-switch> turns the view on and off. The page holds the way to turn it off, so that it is painted with it;
 *  `data-offer` marks the switch that turns it on as well. Without JavaScript nobody sees it. */
class BadDaySwitch extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.turn(false));
    if (this.hasAttribute("data-offer")) this.show();
  }

  show(sorry = "") {
    const isOn = document.documentElement.hasAttribute("data-bad-day");
    const said = isOn ? "Every page shows less on this device. " : "Other pages can show less too. ";
    const label = isOn ? "Show everything again" : "Show less on every page";
    this.dataset.shown = "";
    this.replaceChildren(notice(sorry || said, pressable(label, () => this.turn(!isOn))));
  }

  turn(isOn) {
    let sorry = "";
    try {
      if (isOn) localStorage.setItem(BAD_DAY_KEY, "on");
      else localStorage.removeItem(BAD_DAY_KEY);
    } catch {
      sorry = isOn ? "This browser does not let us remember it: it counts for this page only. " : "";
    }
    document.documentElement.toggleAttribute("data-bad-day", isOn);
    this.show(sorry);
    this.querySelector("button").focus();
  }
}

// What is on already was turned on before the page was painted: see before_paint.html.
customElements.define("bad-day-switch", BadDaySwitch);
addEventListener("storage", ({ key }) => {
  if (key !== BAD_DAY_KEY && key !== null) return;
  document.documentElement.toggleAttribute("data-bad-day", isBadDay());
  document.querySelector("bad-day-switch")?.show();
});
