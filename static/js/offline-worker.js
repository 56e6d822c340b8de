/** Shows kept pages where there is no network. It runs only after a reader has pressed "keep".
 *
 *  The network comes first, always: a kept page is shown when the network fails, is very slow, or the
 *  server is down. With a network, the list of versions says which kept pages were corrected or taken
 *  back, and those are asked for again at once. */
const STORE = "kept-site";
const RECORD = "/offline/kept";
const LIST = "/offline/pages.json";
const MISSING = "/offline/missing/";
const PATIENCE = 5000;
const PAUSE = 60_000;
const AT_ONCE = 4;

let lookedAt = 0;
let looking = null;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  event.waitUntil(look(event.data === "keep", event.source));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/admin/")) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname !== LIST) event.respondWith(asset(request));
});

async function page(event, url) {
  const copy = keptPage(url);
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then(seen, () => (lookedAt = 0)));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(async () => (await copy) ?? fresh);
  try {
    const answer = await Promise.race([fresh, late]);
    return (answer.status >= 500 && (await copy)) || answer;
  } catch {
    return (await copy) ?? (await keptPage(new URL(MISSING, location))) ?? Response.error();
  }
}

/** After an answer of the network there is time to look for changes; a page taken back cannot wait. */
function seen(answer) {
  if (answer.status === 410) lookedAt = 0;
  return look();
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await store())?.match(request)) ?? Response.error();
  }
}

/** A kept page that says since when it is kept. */
async function keptPage({ pathname }) {
  const [record, answer] = await Promise.all([kept(), store().then((place) => place?.match(pathname))]);
  const held = record?.pages[pathname];
  if (!held || !answer) return null;
  const since = new Date(Math.max(held.at, record.checked ?? 0)).toISOString();
  const text = (await answer.text()).replace("<html", `<html data-kept="${since}"`);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(text, { status: answer.status, statusText: answer.statusText, headers });
}

/** Nothing is stored before the reader has asked for it, not even an empty store. */
async function store() {
  return (await caches.has(STORE)) ? caches.open(STORE) : undefined;
}

async function kept() {
  return (await (await store())?.match(RECORD))?.json();
}

/** Ask what has changed; one look at a time, and not at every page. */
async function look(isAsked = false, reader = null) {
  if (looking) await looking;
  if (!isAsked && (Date.now() - lookedAt < PAUSE || !(await kept()))) return;
  looking = refresh(reader).finally(() => (looking = null));
  await looking;
}

async function refresh(reader) {
  try {
    const list = await (await fetch(LIST, { cache: "no-cache" })).json();
    lookedAt = Date.now();
    await bringUpToDate(await caches.open(STORE), list, reader);
  } catch (error) {
    reader?.postMessage({ fault: error.name === "QuotaExceededError" ? "full" : "network" });
  }
}

async function bringUpToDate(place, list, reader) {
  const record = (await kept()) ?? { pages: {}, checked: null };
  await Promise.all(list.assets.map((address) => keepAsset(place, address)));
  // What has left the list comes first: it was taken back.
  const gone = Object.keys(record.pages).filter((address) => !(address in list.pages));
  const changed = Object.keys(list.pages).filter((address) => record.pages[address]?.version !== list.pages[address]);
  const waiting = [...gone.filter((address) => record.pages[address].version !== "gone"), ...changed];
  const total = Object.keys(list.pages).length;
  let done = total - changed.length;
  const work = async () => {
    for (let address; (address = waiting.shift()); ) {
      await keepPage(place, record, address, list.pages[address] ?? "gone");
      done += address in list.pages;
      await place.put(RECORD, asAnswer(record));
      reader?.postMessage({ done: Math.min(done, total - 1), total });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  record.checked = Date.now();
  await place.put(RECORD, asAnswer(record));
  await forgetAssets(place, record, list);
  reader?.postMessage({ done: total, total });
}

async function keepPage(place, record, address, version) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
  if (answer.status >= 500 || answer.status === 429) throw new Error("the server has no time");
  if (answer.ok || answer.status === 410) {
    await place.put(address, answer);
    record.pages[address] = { version, at: Date.now() };
  } else {
    await place.delete(address);
    delete record.pages[address];
  }
}

function asAnswer(record) {
  return new Response(JSON.stringify(record), { headers: { "Content-Type": "application/json" } });
}

async function keepAsset(place, address) {
  if (!(await place.match(address))) await place.add(address);
}

async function forgetAssets(place, record, list) {
  const wanted = new Set([RECORD, ...list.assets, ...Object.keys(record.pages)]);
  for (const request of await place.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await place.delete(request);
  }
}
