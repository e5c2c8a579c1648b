// Lighthouse, as on a phone, over one page of each kind of a built site:
//
//   npm install --prefix target/peers --no-package-lock lighthouse@12
//   node benches/lighthouse.mjs site [RUNS]
//
// Prints performance, accessibility, best practices and SEO for each kind, the median of RUNS (3).

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, extname, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const site = resolve(process.argv[2]);
const RUNS = Number(process.argv[3] ?? 3);
const folder = resolve(process.env.DEMARCHE_PEERS ?? join(dirname(fileURLToPath(import.meta.url)), "../target/peers"));
const modules = createRequire(join(folder, "x.js"));
const { default: lighthouse } = await import(pathToFileURL(modules.resolve("lighthouse")).href);
const { launch } = await import(pathToFileURL(modules.resolve("chrome-launcher")).href);

const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };
const server = createServer((request, response) => {
  const path = join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
  let body;
  try { body = readFileSync(path); } catch { response.writeHead(404).end(); return; }
  response.writeHead(200, { "content-type": KINDS[extname(path)] ?? "application/octet-stream", "content-encoding": "gzip", "cache-control": "max-age=3600" });
  response.end(gzipSync(body));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const at = `http://127.0.0.1:${server.address().port}`;

// The largest page of each kind; ids and periods in a path made one.
const kinds = new Map();
for (const path of readdirSync(site, { recursive: true }).map((one) => one.split(sep).join("/")).filter((one) => one.endsWith(".html"))) {
  if (/http-equiv="?refresh/i.test(readFileSync(join(site, path), "utf8"))) continue;
  const parts = path.split("/");
  const kind = parts.length < 3 ? path : ["*", /^\d/.test(parts[1]) ? "period" : parts[1], ...parts.slice(2).map((one, i) => (i === 0 && parts.length > 3 ? "*" : one))].join("/");
  const size = statSync(join(site, path)).size;
  if (!kinds.has(kind) || kinds.get(kind).size < size) kinds.set(kind, { path, size });
}
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
console.log(`| page | ${CATEGORIES.join(" | ")} |\n|---|---|---|---|---|`);
for (const { path } of kinds.values()) {
  const scores = CATEGORIES.map(() => []);
  const notes = new Set();
  for (let run = 0; run < RUNS; run += 1) {
    const chrome = await launch({ chromePath: process.env.DEMARCHE_CHROMIUM ?? "/usr/bin/chromium", chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"] });
    const { lhr } = await lighthouse(`${at}/${path}`, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" });
    await chrome.kill();
    CATEGORIES.forEach((name, i) => scores[i].push(Math.round((lhr.categories[name].score ?? 0) * 100)));
    for (const name of CATEGORIES) for (const ref of lhr.categories[name].auditRefs) {
      const audit = lhr.audits[ref.id];
      if (ref.weight > 0 && audit.score !== null && audit.score < 1) notes.add(`${ref.id} ${audit.displayValue ?? ""}`.trim());
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  console.log(`| ${path} | ${scores.map(median).join(" | ")} | ${[...notes].join("; ")}`);
}
server.close();
