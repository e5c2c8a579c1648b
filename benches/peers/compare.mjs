// The site beside TimelineJS3, vis-timeline and mermaid, with the same events, in one browser:
//
//   npm install --prefix target/peers ./benches/peers     (or: cp benches/peers/package.json there)
//   cargo build --release
//   node benches/peers/compare.mjs target/release/demarche 500 5000
//
// Prints a table in Markdown. Everything is served from this machine and nothing is fetched from
// elsewhere; each page is loaded three times with an empty cache, and the median stands in the
// table. Seconds differ between machines: read the columns beside each other.

import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const [program, ...sizes] = process.argv.slice(2);
const folder = resolve(process.env.DEMARCHE_PEERS ?? join(dirname(fileURLToPath(import.meta.url)), "../../target/peers"));
const modules = createRequire(join(folder, "x.js"));
const { chromium } = modules("playwright-core");
const RUNS = 3;
const PATIENCE = 120_000;

// Events over ten years among thirty actors, three in ten with a date that is not exact.
const TYPES = ["meeting", "talks", "statement", "proposal", "warning", "agreement", "visit", "sanctions"];
function events(count) {
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2015, 0, 1) + Math.floor((i * 3650) / count) * 86_400_000).toISOString().slice(0, 10);
    const date = i % 10 === 3 ? day.slice(0, 7) : i % 10 === 6 ? `${day}~` : i % 10 === 9 ? `[..${day}]` : day;
    const [from, to] = [`Party number ${i % 30}`, `Party number ${(i * 7 + 1) % 30}`];
    return { id: `event-${i}`, day, date, from, to, type: TYPES[i % TYPES.length],
      title: `Round ${i}: ${TYPES[i % TYPES.length]} of ${from} and ${to}`,
      quote: `the two sides met for the ${i}th time and parted without result` };
  });
}

function yaml(all) {
  let text = "title: A long story\nsources:\n  wire: {title: The wire}\nactors:\n";
  for (let i = 0; i < 30; i += 1) text += `  party-${i}: {name: Party number ${i}, kind: state}\n`;
  text += "events:\n";
  for (const [i, one] of all.entries()) {
    text += `  ${one.id}:\n    type: ${one.type}\n    date: "${one.date}"\n    title: "${one.title}"\n`;
    text += `    from: [party-${i % 30}]\n    to: [party-${(i * 7 + 1) % 30}]\n`;
    if (i > 3) text += `    after: [event-${i - 3}]\n`;
    text += `    evidence:\n      - {source: wire, quote: "${one.quote}"}\n`;
  }
  return text;
}

const page = (head, body) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Timeline</title><meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;
const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

// Each tool as its own documentation has it used.
function peers(desk, all) {
  const put = (path, text) => { mkdirSync(dirname(join(desk, path)), { recursive: true }); writeFileSync(join(desk, path), text); };
  const date = (day) => { const [year, month, of] = day.split("-").map(Number); return { year, month, day: of }; };
  put("timelinejs/index.html", page(
    `<link rel="stylesheet" href="/modules/@knight-lab/timelinejs/dist/css/timeline.css"><script src="/modules/@knight-lab/timelinejs/dist/js/timeline.js"></script>`,
    `<div id="t" style="width:100%;height:600px"></div><script>window.t=new TL.Timeline("t",${json({
      title: { text: { headline: "A long story" } },
      events: all.map((one) => ({ start_date: date(one.day), display_date: one.date, group: one.type, unique_id: one.id,
        text: { headline: one.title, text: `${one.from} → ${one.to}. “${one.quote}”` } })),
    })},{script_path:"/modules/@knight-lab/timelinejs/dist/js/",font:null})</script>`));
  const items = all.map((one, i) => ({ id: i, content: one.title, start: one.day }));
  for (const [name, options] of [["vis-timeline", {}], ["vis-timeline, clustered", { cluster: { maxItems: 5 } }]]) {
    put(`${name.replace(/\W+/g, "-")}/index.html`, page(
      `<link rel="stylesheet" href="/modules/vis-timeline/styles/vis-timeline-graph2d.min.css"><script src="/modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script>`,
      `<h1>A long story</h1><div id="t"></div><script>new vis.Timeline(document.getElementById("t"),new vis.DataSet(${json(items)}),${json({ height: "600px", ...options })})</script>`));
  }
  const years = Map.groupBy?.(all, (one) => one.day.slice(0, 4)) ?? all.reduce((map, one) => map.set(one.day.slice(0, 4), [...(map.get(one.day.slice(0, 4)) ?? []), one]), new Map());
  const source = `timeline\n  title A long story\n${[...years].map(([year, of]) => `  section ${year}\n${of.map((one) => `    ${one.day} : ${one.title.replaceAll(":", " -")}`).join("\n")}`).join("\n")}`;
  put("mermaid/index.html", page("", `<pre class="mermaid">${source}</pre><script src="/modules/mermaid/dist/mermaid.min.js"></script><script>mermaid.initialize({startOnLoad:true,maxTextSize:9e6,maxEdges:9e5})</script>`));
}

const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff": "font/woff", ".woff2": "font/woff2" };
function serve(desk) {
  let bytes = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = path.startsWith("/modules/") ? join(folder, "node_modules", path.slice(9)) : join(desk, path);
    let body;
    try { body = readFileSync(statSync(file).isDirectory() ? join(file, "index.html") : file); } catch { response.writeHead(404).end(); return; }
    const packed = gzipSync(body);
    bytes += packed.length;
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? (path.endsWith("/") ? KINDS[".html"] : "application/octet-stream"), "content-encoding": "gzip" });
    response.end(packed);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({
    at: `http://127.0.0.1:${server.address().port}`, close: () => server.close(),
    taken: () => { const now = bytes; bytes = 0; return now; },
  })));
}

// How many titles a text has, wherever its lines break.
const bare = (text) => text.replace(/\s+/g, "");
function seen(text, all) {
  const there = bare(text);
  return all.filter((one) => there.includes(bare(one.title)) || there.includes(bare(one.title.replaceAll(":", " -")))).length;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function measure(browser, server, path, all) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    let elsewhere = 0;
    await page.route((url) => !url.href.startsWith(server.at), (route) => { elsewhere += 1; return route.abort(); });
    await page.addInitScript(() => {
      window.__blocking = 0;
      new PerformanceObserver((list) => { for (const task of list.getEntries()) window.__blocking += Math.max(0, task.duration - 50); })
        .observe({ type: "longtask", buffered: true });
    });
    server.taken();
    try {
      await page.goto(`${server.at}/${path}`, { waitUntil: "load", timeout: PATIENCE });
      // Settled: the number of elements has not changed for a second.
      let last = -1;
      for (let still = 0; still < 4; ) {
        await page.waitForTimeout(250);
        const now = await page.evaluate(() => document.querySelectorAll("*").length);
        still = now === last ? still + 1 : 0;
        last = now;
      }
      const found = await page.evaluate(() => ({
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
        blocking: window.__blocking,
        elements: document.querySelectorAll("*").length,
        text: (() => {
          const body = document.body.cloneNode(true);
          body.querySelectorAll("script,style").forEach((one) => one.remove());
          return body.textContent;
        })(),
      }));
      runs.push({ ...found, bytes: server.taken(), elsewhere, told: seen(found.text, all) });
      await context.close();
      if (found.blocking > 10_000) break;
    } catch (why) {
      await context.close();
      return { failed: String(why.message).split("\n")[0].slice(0, 60) };
    }
  }
  const of = (key) => median(runs.map((run) => run[key]));
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.route((url) => !url.href.startsWith(server.at), (route) => route.abort());
  await page.goto(`${server.at}/${path}`);
  // What a reader sees: a script's or a diagram's source is none of it.
  const text = await page.evaluate(() => { document.querySelectorAll("script,style,pre.mermaid").forEach((one) => one.remove()); return document.body.textContent; });
  const plainly = seen(text, all);
  await plain.close();
  return { paint: of("paint"), blocking: of("blocking"), elements: of("elements"), bytes: of("bytes"), elsewhere: of("elsewhere"), told: of("told"), plainly };
}

const browser = await chromium.launch({ executablePath: process.env.DEMARCHE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
for (const size of sizes.map(Number)) {
  const all = events(size);
  const desk = mkdtempSync(join(tmpdir(), "demarche-peers-"));
  writeFileSync(join(desk, "story.yaml"), yaml(all));
  execFileSync(resolve(program), ["build", "story.yaml", "--out", "site"], { cwd: desk, stdio: ["ignore", "ignore", "pipe"] });
  peers(desk, all);
  const server = await serve(desk);
  // The site parts its events into pages; the fullest of them is the one to compare.
  const lists = readdirSync(join(desk, "site/story")).map((name) => join("site/story", name, "index.html"))
    .filter((path) => /^\d{4}/.test(path.split("/")[2]) && statSync(join(desk, path), { throwIfNoEntry: false }));
  const fullest = lists.sort((a, b) => statSync(join(desk, b)).size - statSync(join(desk, a)).size)[0] ?? "site/story/index.html";
  const rows = [];
  for (const [name, path] of [["demarche, first page", "site/story/index.html"], [`demarche, fullest of ${lists.length || 1} lists`, fullest],
    ["TimelineJS3", "timelinejs/"], ["vis-timeline", "vis-timeline/"], ["vis-timeline, clustered", "vis-timeline-clustered/"], ["mermaid", "mermaid/"]]) {
    process.stderr.write(`${size} ${name}\n`);
    const m = await measure(browser, server, path, all);
    rows.push(m.failed ? `| ${name} | no result: ${m.failed} |||||||`
      : `| ${name} | ${Math.round(m.paint)} | ${Math.round(m.blocking)} | ${Math.round(m.bytes / 1024)} | ${m.elements} | ${m.told} | ${m.plainly} | ${m.elsewhere} |`);
  }
  console.log(`\n${size} events\n\n| | first paint, ms | blocking, ms | KB, packed | elements | titles told | without scripts | asked elsewhere |\n|---|---|---|---|---|---|---|---|\n${rows.join("\n")}`);
  // All its lists together: the whole story, however it is parted.
  let told = 0;
  for (const path of lists.length ? lists : ["site/story/index.html"]) {
    const text = readFileSync(join(desk, path), "utf8");
    told += all.filter((one) => text.includes(`id="${one.id}"`)).length;
  }
  console.log(`\nAll lists of the site together: ${told} of ${size} events.`);
  server.close();
  rmSync(desk, { recursive: true });
}
await browser.close();
