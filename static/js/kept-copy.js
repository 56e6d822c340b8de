/** Says how old a page is that comes from the device: the network, or our site, did not answer. */
import { notice } from "./announcer.js";

const DAY = 24 * 60 * 60 * 1000;

/** "today", "yesterday", "3 days ago" */
function age(date) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / DAY);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-days, "day");
}

export function inWords(date) {
  return `${date.toLocaleString("en-US", { dateStyle: "long", timeStyle: "short" })}, ${age(date)}`;
}

const { kept } = document.documentElement.dataset;
if (kept) {
  const date = new Date(kept);
  const line = notice(`We could not reach our site, so you read the copy on this device. It is as of ${inWords(date)}. The page may have been corrected since.`);
  line.dataset.kind = "kept";
  document.querySelector("main")?.prepend(line);
}
// Back on the network: the worker asks what has changed in the meantime.
addEventListener("online", () => navigator.serviceWorker?.controller?.postMessage("look"));
