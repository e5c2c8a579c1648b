#!/usr/bin/env python3
"""The same 10,000 event pages by `demarche build` and by Hugo, side by side.

    cargo build --release
    python3 benches/hugo.py target/release/demarche [EVENTS]

Prints, for each program, CPU seconds (user and system, its children with it), the largest resident
memory, files and bytes; each runs three times into an empty folder, the median stands. `write` is
this interpreter writing the bytes of the site, file by file, with nothing else to do: its loop costs
more than a compiled one's, so read it as a bound from above (`cargo bench --bench site` has the
compiled one). Hugo gets the events as content with front matter, and a layout with the same frame,
facts, quote and relations as our event page has, but no drawing, no lists, no calendar, no checks:
it does less. Needs Debian's package `hugo`.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TYPES = ["meeting", "talks", "statement", "proposal", "warning", "agreement", "visit", "sanctions"]


def events(count):
    import datetime

    for i in range(count):
        day = datetime.date(2015, 1, 1) + datetime.timedelta(days=i * 3650 // count)
        yield {
            "id": f"event-{i}",
            "date": day.isoformat(),
            "type": TYPES[i % len(TYPES)],
            "title": f"The two sides meet again, round {i}",
            "from": f"party-{i % 30}",
            "to": f"party-{(i * 7 + 1) % 30}",
            "after": f"event-{i - 3}" if i >= 3 else "",
            "answers": f"event-{i - 11}" if i >= 11 else "",
            "quote": f"the two sides met for the {i}th time and parted without result",
        }


def timeline(folder, count):
    lines = ["title: A long story", "sources:", "  wire: {title: The wire, url: \"https://example.org/wire\"}", "actors:"]
    lines += [f"  party-{i}: {{name: Party number {i}, kind: state}}" for i in range(30)]
    lines.append("events:")
    for one in events(count):
        lines += [
            f"  {one['id']}:",
            f"    type: {one['type']}",
            f"    date: \"{one['date']}\"",
            f"    title: {one['title']}",
            f"    from: [{one['from']}]",
            f"    to: [{one['to']}]",
            "    place: Geneva",
        ]
        lines += [f"    after: [{one['after']}]"] if one["after"] else []
        lines += [f"    responds-to: [{one['answers']}]"] if one["answers"] else []
        lines += ["    evidence:", f"      - {{source: wire, quote: {one['quote']}}}"]
    (folder / "story.yaml").write_text("\n".join(lines) + "\n")


LAYOUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Title }} ({{ .Params.type_of }}, {{ .Date.Format "2 January 2006" }})">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="../../style.css"></head>
<body><header class="top"><nav><a href="../../index.html">{{ .Site.Title }}</a></nav></header>
<main id="_content"><article class="one t-{{ .Params.type_of }}">
<p class="when"><time class="date" datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> <span class="type">{{ .Params.type_of }}</span></p>
<h1>{{ .Title }}</h1>
<dl class="facts"><div><dt>Date</dt><dd>{{ .Date.Format "2 January 2006" }}</dd></div>
<div><dt>From</dt><dd>{{ .Params.from }}</dd></div><div><dt>To</dt><dd>{{ .Params.to }}</dd></div><div><dt>Place</dt><dd>{{ .Params.place }}</dd></div></dl>
<section><h2>Evidence</h2><blockquote>{{ .Params.quote }}</blockquote></section>
<section><h2>Before and after</h2><ul>{{ with .Params.after }}<li>follows <a href="../{{ . }}/index.html">{{ . }}</a></li>{{ end }}{{ with .Params.answers }}<li>answers <a href="../{{ . }}/index.html">{{ . }}</a></li>{{ end }}</ul></section>
</article>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main></body></html>
"""


def hugo_site(folder, count):
    (folder / "content/e").mkdir(parents=True)
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "config.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "A long story"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n'
    )
    (folder / "layouts/_default/single.html").write_text(LAYOUT)
    (folder / "layouts/_default/list.html").write_text("<!DOCTYPE html><title>{{ .Title }}</title>\n")
    (folder / "layouts/index.html").write_text("<!DOCTYPE html><title>{{ .Site.Title }}</title>\n")
    for one in events(count):
        front = "\n".join(
            f'{key} = "{value}"'
            for key, value in {
                "title": one["title"], "date": one["date"], "type_of": one["type"], "from": one["from"],
                "to": one["to"], "place": "Geneva", "quote": one["quote"], "after": one["after"],
                "answers": one["answers"],
            }.items()
        )
        (folder / f"content/e/{one['id']}.md").write_text(f"+++\n{front}\n+++\n")


def run(command, cwd):
    """CPU seconds and the largest resident memory in MB."""
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def tree(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def median(command, cwd, out):
    taken = []
    for _ in range(3):
        shutil.rmtree(out, ignore_errors=True)
        taken.append(run(command, cwd))
    return sorted(taken)[1]


def main():
    program, count = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as desk:
        desk = pathlib.Path(desk)
        timeline(desk, count)
        ours = median([program, "build", "story.yaml", "--out", "site"], desk, desk / "site")
        files = tree(desk / "site")
        size = sum(path.stat().st_size for path in files)
        print(f"{'':10} {'CPU s':>8} {'MB':>6} {'files':>8} {'MB out':>7}")
        print(f"{'demarche':10} {ours[0]:8.2f} {ours[1]:6.0f} {len(files):8} {size / 1e6:7.1f}")

        again = run([program, "build", "story.yaml", "--out", "site"], desk)
        print(f"{'unchanged':10} {again[0]:8.2f} {again[1]:6.0f}")

        bytes_of = [(path.relative_to(desk / "site"), path.read_bytes()) for path in files]
        before = os.times()
        for path, content in bytes_of:
            path = desk / "written" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        after = os.times()
        write = after.user + after.system - before.user - before.system
        print(f"{'write':10} {write:8.2f} {'':6} {len(files):8} {size / 1e6:7.1f}")

        if not shutil.which("hugo"):
            print("hugo is not installed")
            return
        hugo_site(desk / "hugo", count)
        theirs = median(["hugo", "--quiet"], desk / "hugo", desk / "hugo/public")
        pages = tree(desk / "hugo/public")
        size = sum(path.stat().st_size for path in pages)
        print(f"{'hugo':10} {theirs[0]:8.2f} {theirs[1]:6.0f} {len(pages):8} {size / 1e6:7.1f}")
        each = [ours[0] / len(files), theirs[0] / len(pages)]
        print(f"a page: {each[0] * 1e6:.0f} µs and {each[1] * 1e6:.0f} µs; hugo takes {theirs[0] / ours[0]:.1f} times as long in all")


if __name__ == "__main__":
    main()
