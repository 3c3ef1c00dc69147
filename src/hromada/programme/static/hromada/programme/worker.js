// The service worker: what has been kept of a programme opens without a network. `/sw.js` sets `hromada` and loads this.
// Network first, for three seconds; then what is kept, with the time of its keeping in <html data-kept-at>.

/** @type {any} */
const worker = self;
/** @type {{ styles: string, words: Record<string, Record<string, string>> }} */
const { styles, words } = worker.hromada;

const PAGES = "hromada-pages";
const ASSETS = "hromada-assets";
const KEPT_AT = "X-Kept-At";
const PATIENCE = 3000;
const RECENT = 30 * 60 * 1000;
const MOST_PAGES = 400;
const OF_A_PROGRAMME = /^\/[a-z]{2}\/[^/]+\/(programme|my-programme|changes|people|sessions)\//;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(worker.clients.claim().then(renew));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  const { pages = [], assets = [] } = event.data ?? {};
  event.waitUntil(Promise.all([...pages.map(keepUnlessRecent), ...[styles, ...assets].map(keepAsset)]));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (OF_A_PROGRAMME.test(url.pathname) && !/\.\w+$/.test(url.pathname)) event.respondWith(page(event, url));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => unreachable(url)));
});

/** @param {Request} request */
async function asset(request) {
  const kept = await caches.match(request, { cacheName: ASSETS, ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(ASSETS)).put(request, answer.clone());
  return answer;
}

/**
 * @param {any} event
 * @param {URL} url
 */
async function page(event, url) {
  const network = fetch(event.request).then(async (answer) => {
    if (url.search === "") await store(url.pathname, answer.clone());
    return answer;
  });
  event.waitUntil(network.catch(() => undefined));
  const kept = await caches.match(url.pathname, { cacheName: PAGES, ignoreVary: true });
  if (!kept) return network.catch(() => unreachable(url));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([network.catch(() => undefined), patience]);
  return answer && answer.status < 500 ? answer : dated(kept);
}

/**
 * A kept page that says since when it has been kept.
 * @param {Response} kept
 */
async function dated(kept) {
  const text = await kept.text();
  const since = kept.headers.get(KEPT_AT) ?? "";
  return new Response(text.replace("<html ", `<html data-kept-at="${since}" `), { headers: kept.headers });
}

/**
 * Only what everyone may read: pages of signed-in people say `private`.
 * @param {string} path
 * @param {Response} answer
 * @returns {Promise<string>} the text when it was kept, else ""
 */
async function store(path, answer) {
  const isPublic = (answer.headers.get("Cache-Control") ?? "").includes("public");
  const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
  const cache = await caches.open(PAGES);
  if (answer.status === 404 || answer.status === 410) await cache.delete(path);
  if (!answer.ok || answer.redirected || !isPublic || !isPage) return "";
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set(KEPT_AT, new Date().toISOString());
  await cache.put(path, new Response(text, { headers }));
  const paths = await cache.keys();
  await Promise.all(paths.slice(0, Math.max(paths.length - MOST_PAGES, 0)).map((oldest) => cache.delete(oldest)));
  return text;
}

/** @param {string} path */
async function keep(path) {
  const text = await store(path, await fetch(path));
  const addresses = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1] ?? "");
  await Promise.all(addresses.map(keepAsset));
}

/** @param {string} path */
async function keepUnlessRecent(path) {
  const kept = await caches.match(path, { cacheName: PAGES, ignoreVary: true });
  const since = Date.parse(kept?.headers.get(KEPT_AT) ?? "");
  if (Date.now() - since < RECENT) return;
  await keep(path).catch(() => undefined);
}

/** @param {string} address */
async function keepAsset(address) {
  const cache = await caches.open(ASSETS);
  if (await cache.match(address, { ignoreVary: true })) return;
  await cache.add(address).catch(() => undefined);
}

/** After an update of the site: fetch all pages anew, then let go of files that a newer one has replaced. */
async function renew() {
  const pages = await (await caches.open(PAGES)).keys();
  try {
    for (const request of pages) await keep(new URL(request.url).pathname);
  } catch {
    return;
  }
  const cache = await caches.open(ASSETS);
  const seen = new Set();
  for (const request of [...(await cache.keys())].reverse()) {
    const name = new URL(request.url).pathname.replace(/\.[0-9a-f]{12}(?=\.\w+$)/, "");
    if (seen.has(name)) await cache.delete(request);
    seen.add(name);
  }
}

/**
 * What is said where nothing has been kept: which pages have.
 * @param {URL} url
 */
async function unreachable(url) {
  const language = url.pathname.split("/")[1] ?? "";
  const said = words[language] ?? Object.values(words)[0] ?? {};
  const kept = (await (await caches.open(PAGES)).keys()).map((request) => new URL(request.url).pathname);
  const links = kept
    .filter((path) => path.startsWith(`/${language}/`) || !(language in words))
    .flatMap((path) => {
      if (path.endsWith("/my-programme/")) return [`<li><a href="${path}">${said.mine}</a></li>`];
      return path.endsWith("/programme/") ? [`<li><a href="${path}">${said.programme}</a></li>`] : [];
    });
  const list = links.length > 0 ? `<p>${said.kept}</p><ul>${links.join("")}</ul>` : "";
  const body = `<main class="column"><h1>${said.title}</h1><p>${said.sentence}</p>${list}</main>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${said.title}</title>`;
  const html = `<!doctype html><html lang="${said.code}"><head>${head}<link rel="stylesheet" href="${styles}"></head>`;
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(`${html}<body>${body}</body></html>`, { status: 503, headers });
}
