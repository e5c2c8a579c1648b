// What readers do with a site: look at it on a phone, print it, search and filter it. Each takes the
// desk of `check.mjs`: the site's pages, the browser, and `fact` to tell what holds.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Names of fifty letters, on every page that names anything.
export async function phone({ paths, url, open, watch, fact }) {
  const context = await open({ bypassCSP: true });
  const page = watch(await context.newPage());
  const wide = [];
  const tall = [];
  const own = paths.filter((path) => path.startsWith("unbroken/"));
  for (const path of ["index.html", "problems/index.html", ...own]) {
    await page.goto(url(path));
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 780 });
      for (const dir of ["ltr", "rtl"]) {
        const over = await page.evaluate((dir) => {
          const root = document.documentElement;
          root.dir = dir;
          return root.scrollWidth - root.clientWidth;
        }, dir);
        if (over > 0) wide.push(`${path} ${dir} ${width}: ${over} px too wide`);
      }
    }
    const head = page.locator(".top > nav").first();
    if (await head.count() === 0) continue;
    const height = (await head.boundingBox()).height;
    if (height > 30) tall.push(`${path}: ${height} px`);
  }
  // Beside words of either direction there is a line, on the side where the page begins.
  const astray = [];
  for (const [path, side] of [["story", "Left"], ["from-the-right", "Right"]]) {
    await page.goto(url(`${path}/e/harbour-talks/index.html`));
    const lines = await page.$$eval("blockquote", (all, side) => all.map((one) => {
      const other = side === "Left" ? "Right" : "Left";
      const style = getComputedStyle(one);
      return [one.matches(":dir(rtl)"), parseFloat(style[`border${side}Width`]), parseFloat(style[`border${other}Width`])];
    }), side);
    const both = new Set(lines.map(([rtl]) => rtl)).size === 2;
    if (!both || lines.some(([, here, there]) => here !== 3 || there !== 0)) astray.push(`${path}: ${lines.join(" | ")}`);
  }
  fact(astray.length === 0, "quotes of both directions have their line where the page begins", astray);
  fact(own.length > 20 && wide.length === 0, `a word of fifty letters makes none of ${own.length} pages scroll sideways`, wide);
  fact(tall.length === 0, "where one is stands on one line, however long the title", tall);
  await context.close();
}

// What a sheet shows, and what only a screen is for.
export async function paper({ paths, url, open, watch, fact }) {
  const context = await open({ viewport: { width: 703, height: 1030 } });
  const page = watch(await context.newPage());
  await page.emulateMedia({ media: "print" });
  const SHEET = 870;
  const large = [];
  let drawings = 0;
  for (const path of paths.filter((path) => /\/(graph|lanes|e)\//.test(path))) {
    await page.goto(url(path));
    const sizes = await page.$$eval(".scroll > svg", (all) => all.map((one) => {
      const box = one.getBoundingClientRect();
      return [box.width, box.height, one.viewBox.baseVal.height];
    }));
    drawings += sizes.length;
    for (const [width, height] of sizes) {
      if (height > SHEET || width > 703) large.push(`${path}: ${width} × ${height}`);
    }
  }
  fact(drawings > 0 && large.length === 0, `on paper: each of ${drawings} drawings fits a sheet`, large);

  const event = "story/e/lind-offers-talks/index.html";
  await page.goto(url(event));
  const seen = await page.evaluate(() => ({
    hidden: [...document.querySelectorAll(".go, .copy, .finder")].filter((one) => one.checkVisibility()).length,
    addresses: [...document.querySelectorAll(".at")].filter((one) => one.checkVisibility()).map((one) => one.textContent.trim()),
    marked: [...document.querySelectorAll("mark")].every((one) => getComputedStyle(one).textDecorationLine === "underline"),
  }));
  fact(seen.hidden === 0, `on paper: ${seen.hidden} links and buttons that nobody can follow`);
  fact(seen.addresses.join() === "https://example.org/ports", `on paper: the address of a source, ${seen.addresses}`);
  fact(seen.marked, "on paper: what is quoted is underlined");
  await page.goto(url("story/index.html"));
  const denied = await page.$eval(".b-denied", (one) => {
    const { color, backgroundColor, borderTopStyle } = getComputedStyle(one);
    return `${color} ${backgroundColor} ${borderTopStyle}`;
  });
  fact(denied === "rgb(0, 0, 0) rgba(0, 0, 0, 0) solid", `on paper: what was denied is told in black, ${denied}`);

  const folder = mkdtempSync(join(tmpdir(), "demarche-pdf-"));
  const file = join(folder, "print.pdf");
  await page.goto(url("long/print/index.html"));
  const events = await page.locator(".sheet h3").count();
  await page.pdf({ path: file, format: "A4", preferCSSPageSize: true });
  const sheets = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).split("\f").length - 1;
  fact(events / sheets >= 12, `on paper: ${events} events on ${sheets} sheets of the print view`);
  rmSync(folder, { recursive: true });
  await context.close();
}

// Search and filters with the script.
export async function reader({ url, open, watch, fact }) {
  for (const width of [360, 1280]) {
    const bare = await open({ viewport: { width, height: 780 }, javaScriptEnabled: false });
    const still = watch(await bare.newPage());
    await still.goto(url("story/index.html"));
    const without = (await still.locator("h1").boundingBox()).y;
    await bare.close();

    const context = await open({ viewport: { width, height: 780 } });
    const page = watch(await context.newPage());
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.shifted += one.value; }))
        .observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(url("story/index.html"));
    const field = page.locator("input[type=search]");
    const places = () => page.evaluate(() =>
      ["h1", "input[type=search]"].map((one) => Math.round(document.querySelector(one).getBoundingClientRect().top)).join());
    const [before, box] = [await places(), await field.boundingBox()];
    fact(box?.width >= 24 && box?.height >= 24, `${width} px: a field for search is there, ${box?.width} × ${box?.height}`);
    const shifted = await page.evaluate(() => window.shifted);
    const within = (await page.locator("h1").boundingBox()).y;
    fact(shifted === 0 && within === without, `${width} px: the script moves nothing, ${shifted}, ${within} and ${without} px`);
    await field.fill("lind");
    const links = page.locator("[role=search] a");
    await links.first().waitFor();
    const found = await links.evaluateAll((all) => all.map((one) => one.textContent));
    fact(found[0] === "Mara Lind" && found.length > 1, `${width} px: who is called so comes first: ${found.slice(0, 3).join(" | ")}`);
    fact(await places() === before, `${width} px: what is found moves nothing`);
    await field.fill("land");
    const begins = await links.evaluateAll((all) => all.map((one) => one.textContent));
    fact(begins[0] === "Corland", `${width} px: names go before titles: ${begins.slice(0, 2).join(" | ")}`);
    await field.press("Escape");
    fact(await links.count() === 0 && await places() === before, `${width} px: Escape puts the search away`);

    await page.locator(".filters summary").click();
    const shown = () => page.$$eval("[id].event", (cards) => cards.filter((card) => card.checkVisibility()).length);
    const whole = await shown();
    const buttons = page.locator(".every button");
    await buttons.nth(1).click();
    const none = await shown();
    await page.locator(".families input").first().check();
    const some = await shown();
    await buttons.nth(0).click();
    fact(none === 0 && some > 0 && some < whole && await shown() === whole,
      `${width} px: all types or none by a button: ${none}, ${some}, ${whole} events`);

    await page.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => { window.copied = text; } } });
    });
    const event = url("story/e/harbour-talks/index.html");
    await page.goto(event);
    const citation = await page.locator(".citation").textContent();
    const copied = async () => {
      await page.locator(".copy").click();
      return page.evaluate(() => window.copied);
    };
    const here = await copied();
    // A site that has an address names it in the citation.
    await page.evaluate(() => {
      const link = document.createElement("link");
      link.rel = "canonical";
      document.head.append(link);
    });
    const known = await copied();
    fact(here === `${citation}, ${event}` && known === citation, `${width} px: a copied citation has one address: ${here} | ${known}`);
    await context.close();
  }
}
