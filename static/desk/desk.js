/** On every page of the desk: whoever logs out leaves no text behind on the device. */
import { forgetAll } from "./copies.js";

document.addEventListener("submit", ({ target }) => {
  if (target.matches('form[action*="logout"]')) forgetAll();
});
