/** Tells the site that the form is open, and this person who else has it. */
const BEAT = 30_000;

export function tellWhoIsHere(form, address) {
  const note = document.querySelector("form.somebody");
  const says = note.querySelector(".somebody-says");
  let had = note.hidden;

  async function tell(wish) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.csrfmiddlewaretoken.value);
    body.set("wish", wish);
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual" });
    if (!answer.ok) return;
    const { mine, sentence } = await answer.json();
    note.hidden = mine;
    if (!mine) says.textContent = had ? `${sentence} It was taken over from you.` : sentence;
    had = mine;
  }

  const quietly = (wish) => tell(wish).catch(() => {});
  note.addEventListener("submit", (event) => {
    event.preventDefault();
    quietly("take");
  });
  quietly("come");
  setInterval(() => document.visibilityState === "visible" && quietly("come"), BEAT);
  window.addEventListener("pagehide", () => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.csrfmiddlewaretoken.value);
    body.set("wish", "leave");
    navigator.sendBeacon(address, body);
  });
}
