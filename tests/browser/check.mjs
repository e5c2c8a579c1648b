// What must hold of a built site in a real browser: `node check.mjs SITE EVENTS.json…`.
//
// Every page kind is opened from disk, light and dark, left-to-right and right-to-left, on a phone
// and on a desk. Prints a line for each fact with its figures, and ends with 1 if one does not hold.
// Needs playwright-core and axe-core in the folder DEMARCHE_BROWSER names, chromium, and pdftotext.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

import { paper, phone, reader } from "./use.mjs";

const [site, ...exported] = process.argv.slice(2).map((path) => resolve(path));
const modules = createRequire(join(resolve(process.env.DEMARCHE_BROWSER), "x.js"));
const { chromium } = modules("playwright-core");
const axe = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const THEMES = ["light", "dark"];
const DIRECTIONS = ["ltr", "rtl"];
const WIDTHS = [320, 1280];
const MOST_ELEMENTS = 3000;

let failures = 0;
function fact(holds, said, details = []) {
  console.log(`${holds ? "holds" : "FAILS"}  ${said}`);
  if (!holds) {
    failures += 1;
    details.slice(0, 12).forEach((one) => console.log(`         ${one}`));
    if (details.length > 12) console.log(`         and ${details.length - 12} more`);
  }
}

// Every page of a site, from its folder, with `/` between the parts.
function pagesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.endsWith(".html"))
    .sort();
}

// What kind of page it is: ids and periods in its path made one.
function kind(path) {
  const parts = path.split("/").slice(0, -1);
  if (parts.length < 2) return parts.length === 0 ? "front" : isTimeline(parts[0]) ? "timeline" : parts[0];
  const [, first, ...rest] = parts;
  if (/^(\d|bc-|undated)/.test(first)) return "period";
  const last = rest.map((part, at) => {
    if (at === 0) return first === "lanes" ? "period" : "*";
    return /^\d/.test(part) ? "#" : part;
  });
  return [first, ...last].join("/");
}
const isTimeline = (name) => statSync(join(site, name, "e"), { throwIfNoEntry: false })?.isDirectory() ?? false;
const url = (path, from = site) => pathToFileURL(join(from, path)).href;
const html = (path) => readFileSync(join(site, path), "utf8");
const redirects = (path) => /http-equiv="?refresh/i.test(html(path));
// Line breaks of a PDF and of HTML fall anywhere.
const bare = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, "");

const paths = pagesOf(site);
const kinds = new Map();
for (const path of paths.filter((path) => !redirects(path))) {
  const of = kind(path);
  if (!kinds.has(of)) kinds.set(of, []);
  kinds.get(of).push(path);
}
for (const of of kinds.values()) of.sort((a, b) => statSync(join(site, a)).size - statSync(join(site, b)).size);
const median = (list) => list[Math.floor(list.length / 2)];

const browser = await chromium.launch({
  executablePath: process.env.DEMARCHE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
// A machine that does other work besides is no reason to fail.
async function open(options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000);
  return context;
}
const trouble = [];
const requests = new Set();
function watch(page) {
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) requests.add(`${page.url()} asked for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`${page.url()}: ${error.message}`));
  return page;
}

// ---- Every kind of page, in every light, direction and width.
{
  // The harness may look into the page; the pages themselves keep their policy, see below.
  const context = await open({ bypassCSP: true, reducedMotion: "reduce" });
  const queue = [];
  for (const [of, list] of kinds) {
    queue.push({ of, path: median(list), all: true });
    const largest = list.at(-1);
    if (largest !== median(list)) queue.push({ of, path: largest, all: false });
    // What is written from the right by itself, not turned by us.
    const turned = list.filter((path) => /<html[^>]* dir="rtl"/.test(html(path)));
    if (turned.length > 0) queue.push({ of, path: turned.at(-1), all: false });
  }
  const violations = [];
  const wide = [];
  const heavy = [];
  const small = [];
  const astray = [];
  let runs = 0;
  let titles = 0;
  async function work() {
    const page = watch(await context.newPage());
    for (let next = queue.shift(); next; next = queue.shift()) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(url(next.path));
      await page.evaluate(axe);
      const elements = await page.evaluate(() => document.querySelectorAll("*").length);
      if (elements > MOST_ELEMENTS) heavy.push(`${next.path}: ${elements} elements`);
      const own = await page.evaluate(() => document.documentElement.dir || "ltr");
      // Where a title of the other direction breaks, it goes on at the side where the page begins.
      const sides = await page.$$eval(".lines > li > [dir='auto']", (all) => all.map((one) => getComputedStyle(one).textAlign));
      const side = own === "rtl" ? /^right$/ : /^left$/;
      titles += sides.length;
      if (sides.some((one) => !side.test(one))) astray.push(`${next.path}: ${[...new Set(sides)]}`);
      for (const dir of DIRECTIONS) {
        for (const width of WIDTHS) {
          for (const colorScheme of THEMES) {
            const corner = dir === own && width === 320 ? colorScheme === "dark" : false;
            if (!next.all && !corner) continue;
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 800 });
            await page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
            const found = await page.evaluate(
              (tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false }),
              WCAG,
            );
            runs += 1;
            for (const one of found.violations) {
              const nodes = one.nodes.slice(0, 2).map((node) => node.target.join(" ")).join(" | ");
              violations.push(`${next.path} ${colorScheme} ${dir} ${width}: ${one.id} (${one.nodes.length}) ${nodes}`);
            }
            const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            if (over > 0) wide.push(`${next.path} ${dir} ${width}: ${over} px too wide`);
          }
        }
      }
    }
    await page.close();
  }
  await Promise.all([work(), work()]);
  fact(violations.length === 0, `axe: ${violations.length} violations, ${kinds.size} kinds of pages, ${runs} runs`, violations);
  fact(wide.length === 0, "no page scrolls sideways, 320 px included (400 % of 1280)", wide);
  fact(titles > 0 && astray.length === 0, "titles in lists stand at the side where the page begins", astray);
  fact(heavy.length === 0, `no page has more than ${MOST_ELEMENTS} elements`, heavy);
  await context.close();
}

// ---- The pages' own policy, and nothing asked of anybody.
{
  const context = await open();
  const page = watch(await context.newPage());
  const loose = [];
  for (const list of kinds.values()) {
    const path = median(list);
    await page.goto(url(path));
    const policy = await page.evaluate(() => document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content ?? "");
    if (!policy.includes("default-src 'none'") || policy.includes("unsafe")) loose.push(`${path}: ${policy}`);
    // An inline script that somebody brings in must not run.
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.__ran = true";
      document.head.append(script);
      return Boolean(window.__ran);
    });
    trouble.splice(0, trouble.length, ...trouble.filter((one) => !/Content Security Policy/.test(one)));
    if (ran) loose.push(`${path}: an inline script runs`);
  }
  fact(loose.length === 0, "a policy without `unsafe` holds from disk", loose);
  await context.close();
}

// ---- Without scripts: every event with its title, date, actors, place and quotes.
const events = exported.flatMap((file) => {
  const whole = JSON.parse(readFileSync(file, "utf8"));
  const timeline = whole.timeline ?? whole;
  const name = file.split(sep).at(-1).replace(/\.json$/, "");
  const named = (id) => timeline.actors?.[id]?.name ?? id;
  return Object.entries(timeline.events).map(([id, event]) => ({
    name,
    id,
    said: [
      event.title,
      event.place,
      ...(event.from ?? []).map(named),
      ...(event.to ?? []).map(named),
      ...(event.evidence ?? []).map((one) => one.quote),
    ].filter(Boolean),
    date: event.date,
  }));
});
const lists = paths.filter((path) => ["timeline", "period"].includes(kind(path)));
const dates = new Map();
{
  const context = await open({ javaScriptEnabled: false });
  const page = watch(await context.newPage());
  const missing = [];
  const listed = new Map();
  for (const path of lists) {
    await page.goto(url(path));
    const found = await page.$$eval("[id].event", (cards) =>
      cards.map((card) => [card.id, card.textContent, card.querySelector(".date")?.textContent ?? ""]));
    for (const [id, text, date] of found) {
      listed.set(`${path.split("/")[0]}/${id}`, text);
      dates.set(`${path.split("/")[0]}/${id}`, date);
    }
  }
  for (const event of events) {
    const card = listed.get(`${event.name}/${event.id}`);
    const own = `${event.name}/e/${event.id}/index.html`;
    await page.goto(url(own));
    const whole = bare(await page.textContent("main"));
    for (const said of event.said) {
      if (!bare(card ?? "").includes(bare(said))) missing.push(`${event.id}: “${said}” in the list`);
      if (!whole.includes(bare(said))) missing.push(`${event.id}: “${said}” on its page`);
    }
    const date = dates.get(`${event.name}/${event.id}`);
    if (!date?.trim()) missing.push(`${event.id}: no date in the list`);
    if (event.date && !whole.includes(bare(event.date))) missing.push(`${event.id}: ${event.date} on its page`);
    if (date && !whole.includes(bare(date))) missing.push(`${event.id}: ${date} in words on its page`);
  }
  const facts = events.reduce((sum, event) => sum + event.said.length + 1, 0);
  fact(missing.length === 0 && events.length > 0, `without scripts: ${events.length} events, ${facts} facts, ${missing.length} missing`, missing);

  // Filters work without scripts too.
  const filtered = lists.find((path) => /type="checkbox"/.test(html(path)));
  if (filtered) {
    await page.goto(url(filtered));
    const visible = () => page.$$eval("[id].event", (cards) => cards.filter((card) => card.checkVisibility()).length);
    const before = await visible();
    await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
    const box = page.locator("input[type=checkbox]:checked").first();
    await box.uncheck();
    const after = await visible();
    fact(after < before && after >= 0, `a filter hides events without a script: ${before} before, ${after} after`);
  }
  await context.close();
}

// ---- On paper.
{
  const context = await open({ javaScriptEnabled: false });
  const page = watch(await context.newPage());
  const folder = mkdtempSync(join(tmpdir(), "demarche-pdf-"));
  const missing = [];
  const LEAST_ON_A_PAGE = 12;
  let sheets = 0;
  const thin = [];
  const text = new Map();
  for (const [at, path] of lists.entries()) {
    await page.goto(url(path));
    const file = join(folder, `${at}.pdf`);
    await page.pdf({ path: file, format: "A4", preferCSSPageSize: true });
    const words = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
    const name = path.split("/")[0];
    text.set(name, (text.get(name) ?? "") + bare(words.replace(/\f/g, "")));
    const pages = (words.match(/\f/g) ?? []).length;
    const shown = html(path).match(/<li class="event /g)?.length ?? 0;
    // The first page has a head and the last is seldom full: a short list says little.
    if (shown >= 50 && shown / (pages - 0.5) < LEAST_ON_A_PAGE) thin.push(`${path}: ${shown} events on ${pages} pages`);
    sheets += pages;
  }
  fact(thin.length === 0, `on paper: at least ${LEAST_ON_A_PAGE} events on a page`, thin);
  for (const event of events) {
    const printed = text.get(event.name) ?? "";
    for (const said of [...event.said, dates.get(`${event.name}/${event.id}`) ?? ""]) {
      // Paper has the words of a right-to-left text in the order in which they are seen.
      const words = /[\u0590-\u08ff]/.test(said) ? said.match(/[\p{L}\p{M}]+|\d+/gu) : [said];
      // Lam and alef are one letter there, and come back in either order: the others must be there.
      const alike = (text) => (words[0] === said ? bare(text) : bare(text).replace(/[\u0622\u0623\u0625\u0627\u0644]/gu, ""));
      if (!words.every((one) => alike(printed).includes(alike(one)))) missing.push(`${event.id}: “${said}”`);
    }
  }
  fact(missing.length === 0, `on paper: ${events.length} events on ${sheets} pages, ${missing.length} facts missing`, missing);
  rmSync(folder, { recursive: true });
  await context.close();
}

// ---- In the downloads.
{
  const missing = [];
  let files = 0;
  for (const name of new Set(events.map((event) => event.name))) {
    const folder = join(site, name, "data");
    const whole = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(folder).filter((file) => /\.(json|ya?ml|csv)$/.test(file))
      : [];
    for (const file of whole) {
      files += 1;
      const text = readFileSync(join(folder, file), "utf8");
      const found = /\.json$/.test(file) ? JSON.stringify(JSON.parse(text)) : text;
      for (const event of events.filter((event) => event.name === name)) {
        for (const said of [event.id, ...event.said, event.date].filter(Boolean)) {
          const as = /\.json$/.test(file) ? JSON.stringify(said).slice(1, -1) : said;
          const quoted = as.replaceAll('"', '""');
          // A table holds ids where the page holds names, and one line where YAML folds.
          const there = bare(found).includes(bare(as)) || bare(found).includes(bare(quoted));
          if (!there && !file.endsWith(".csv")) missing.push(`${file}: “${said}” of ${event.id}`);
        }
      }
    }
  }
  fact(files > 0 && missing.length === 0, `in ${files} downloads: ${missing.length} facts missing`, missing);
}

// ---- Without its script file, a page is whole.
{
  const scripts = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".js"));
  const copy = mkdtempSync(join(tmpdir(), "demarche-site-"));
  cpSync(site, copy, { recursive: true });
  scripts.forEach((path) => rmSync(join(copy, path)));
  const context = await open();
  const page = await context.newPage();
  const torn = [];
  for (const list of kinds.values()) {
    const path = median(list);
    const texts = [];
    for (const from of [site, copy]) {
      await page.goto(url(path, from));
      // What the script itself brings (a search field) is hidden or absent without it.
      texts.push(bare(await page.evaluate(() => {
        const main = document.querySelector("main").cloneNode(true);
        main.querySelectorAll(".finder, .zoom, .every, .copy").forEach((one) => one.remove());
        return main.textContent;
      })));
    }
    if (texts[0] !== texts[1] || texts[1] === "") torn.push(path);
  }
  fact(torn.length === 0, `without the ${scripts.length} script files pages say the same`, torn);
  rmSync(copy, { recursive: true });
  await context.close();
}

// ---- Search, from disk.
{
  const context = await open();
  const page = watch(await context.newPage());
  const event = events.at(-1);
  const words = event.said[0];
  await page.goto(url(lists.find((path) => path.startsWith(`${event.name}/`))));
  const field = page.locator("input[type=search]").first();
  await field.fill(words);
  const link = page.locator("[role=search] a").filter({ hasText: words });
  const found = await link.first().waitFor({ timeout: 30_000 }).then(() => link.first().getAttribute("href"), () => "");
  fact(found.includes(`e/${event.id}/`), `search from disk finds “${words}”`);
  await context.close();
}

// ---- A phone: events on the first screen; a keyboard: every event reached, nothing trapped.
{
  const context = await open({ viewport: { width: 360, height: 780 } });
  const page = watch(await context.newPage());
  const events = (path) => html(path).match(/<li class="event /g)?.length ?? 0;
  const path = [...lists].sort((a, b) => events(b) - events(a))[0];
  await page.goto(url(path));
  const seen = await page.$$eval("[id].event", (cards) =>
    cards.filter((card) => card.querySelector("h3").getBoundingClientRect().bottom <= window.innerHeight).length);
  fact(seen >= 4, `the first screen of a phone shows ${seen} events`);
  const ids = await page.$$eval("[id].event", (cards) => cards.map((card) => card.id));
  const reached = new Set();
  let stops = 0;
  let within = 0;
  const hidden = [];
  for (; stops < ids.length * 6 + 200; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return null;
      const box = one.getBoundingClientRect();
      const middle = document.elementFromPoint(box.left + Math.min(box.width, 4) / 2, box.top + box.height / 2);
      const covered = box.height > 0 && middle && !one.contains(middle) && !middle.contains(one) && middle.closest("h2");
      return { card: one.closest("[id].event")?.id ?? "", covered: covered ? one.textContent.slice(0, 40) : "" };
    });
    if (!at) break;
    if (at.card) { reached.add(at.card); within += 1; }
    if (at.covered) hidden.push(at.covered);
  }
  const each = within / Math.max(reached.size, 1);
  const MOST_STOPS = 2.2;
  fact(reached.size === ids.length && each <= MOST_STOPS, `by keyboard: ${reached.size} of ${ids.length} events reached, ${each.toFixed(1)} stops each`);
  fact(hidden.length === 0, "what has the focus is not covered by a heading", hidden);
  await context.close();
}

// ---- What readers do with pages: narrow windows, paper, search and filters.
const desk = { site, paths: paths.filter((path) => !redirects(path)), url, open, watch, fact };
await phone(desk);
await paper(desk);
await reader(desk);

fact(requests.size === 0, `${requests.size} requests to anybody else`, [...requests]);
fact(trouble.length === 0, `${trouble.length} complaints in the console`, [...new Set(trouble)]);
await browser.close();
console.log(failures === 0 ? "all hold" : `${failures} do not hold`);
process.exit(failures === 0 ? 0 : 1);
