/** The visit sheet as plain data: how it is read, and how two of its states become one.
 *  Nothing here touches the page or the device. */
export const FIELDS = {
  questions: ["text", "from"],
  notes: ["text"],
  medicines: ["text", "dose", "effect"],
  diary: ["text", "pain", "helped"],
  plan: ["text", "action"],
};
const SHEET_VERSION = 1;
const LONGEST = 1000;
const MOST_LINES = 300;

/** The sheet was written by a later version of this site. */
export class NewerSheet extends Error {}

export function emptySheet() {
  return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, []]));
}

export function newLine(fields) {
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  return { id, ...fields };
}

export function isEmptySheet(sheet) {
  return Object.values(sheet).every((lines) => !lines.length);
}

export function asText(sheet) {
  return JSON.stringify({ version: SHEET_VERSION, ...sheet });
}

/** The sheet in a text, and whether all of the text could be understood. */
export function readSheet(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { sheet: emptySheet(), isWhole: false };
  }
  if (data?.version > SHEET_VERSION) throw new NewerSheet();
  const sheet = emptySheet();
  for (const name in FIELDS) sheet[name] = readLines(data?.[name], FIELDS[name]);
  return { sheet, isWhole: asText(sheet) === JSON.stringify(data) };
}

function readLines(rows, fields) {
  const ids = new Set();
  const lines = (Array.isArray(rows) ? rows : []).slice(0, MOST_LINES).map((row) => {
    const line = newLine({});
    if (typeof row?.id === "string" && row.id && !ids.has(row.id)) line.id = row.id.slice(0, 40);
    ids.add(line.id);
    for (const field of fields) {
      if (typeof row?.[field] === "string") line[field] = row[field].slice(0, LONGEST);
    }
    return line;
  });
  return lines.filter((line) => Object.keys(line).length > 1);
}

/** What this tab has and what another tab has written, as one sheet. `base` is what both began with.
 *  A line that was changed in both is kept twice. */
export function mergeSheets(base, mine, theirs) {
  const sheet = emptySheet();
  let doubled = 0;
  for (const name in FIELDS) {
    const [lines, more] = mergeLines(base[name], mine[name], theirs[name]);
    sheet[name] = lines;
    doubled += more;
  }
  return { sheet, doubled };
}

function mergeLines(base, mine, theirs) {
  const [old, here, there] = [base, mine, theirs].map(byId);
  const leading = ids(mine) === ids(base) ? theirs : mine;
  const order = new Set([...leading, ...theirs, ...mine].map((line) => line.id));
  const lines = [];
  let doubled = 0;
  for (const id of order) {
    const kept = mergeLine(old.get(id), here.get(id), there.get(id));
    lines.push(...kept);
    doubled += kept.length > 1;
  }
  return [lines, doubled];
}

function mergeLine(old, mine, theirs) {
  if (isSame(mine, theirs) || isSame(mine, old)) return theirs ? [theirs] : [];
  if (isSame(theirs, old)) return mine ? [mine] : [];
  if (!mine || !theirs) return [mine ?? theirs];
  return [theirs, { ...mine, id: newLine().id }];
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function byId(lines) {
  return new Map(lines.map((line) => [line.id, line]));
}

function ids(lines) {
  return lines.map((line) => line.id).join();
}
