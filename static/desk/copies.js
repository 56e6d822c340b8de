/** The copies of unsaved texts on this device, by the beginning of their names. */
export const PREFIX = "desk-copy:";

/** Whether they were thrown away because somebody logs out: the page that is left writes none anew. */
export const standing = { thrownAway: false };

export function forgetAll() {
  standing.thrownAway = true;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
}
