/** What somebody typed into a form, as pairs of name and value, without what the software carries. */
const CARRIED = /^(csrfmiddlewaretoken|seen|opened|merging|entry|_\w+|take-.*)$/;

export function typed(form) {
  return [...new FormData(form)].filter(([name]) => !CARRIED.test(name));
}

export function asText(form) {
  return JSON.stringify(typed(form));
}
