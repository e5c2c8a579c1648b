// What readers do with a site: look at it on a phone, print it, search and filter it. Each takes the
// desk of `check.mjs`: the site's pages, the browser, and `fact` to tell what holds.

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
  fact(own.length > 20 && wide.length === 0, `a word of fifty letters makes none of ${own.length} pages scroll sideways`, wide);
  fact(tall.length === 0, "where one is stands on one line, however long the title", tall);
  await context.close();
}
