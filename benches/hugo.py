#!/usr/bin/env python3
"""The same 10,000 event pages by `demarche build` and by Hugo, side by side.

    cargo build --release
    python3 benches/hugo.py target/release/demarche [EVENTS]

Prints, for each program, CPU seconds (user and system, its children with it), the largest resident
memory, files and bytes; each runs three times into an empty folder, the median stands.

`hugo-pages` makes our 10,000 event pages, the same bytes to the last, from what the timeline says of
each event and by the templates in `benches/hugo`; the drawing it is given, finished. `hugo-frames`
does less: it is given all that stands on our page as content and puts a small frame around it.
Neither reads a timeline, checks, draws, or makes the lists, feeds and data that `demarche` makes.

`write` only writes the bytes of our site, which it has in memory: a call of the system for each
folder and three for each file.
Needs Debian's package `hugo`.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

# Types in the benchmark: family, whether its sides do it together, whether somebody claims something.
KINDS = {
    "meeting": ("contacts", True, False),
    "talks": ("contacts", True, False),
    "statement": ("words", False, True),
    "proposal": ("offers", False, False),
    "warning": ("pressure", False, True),
    "agreement": ("accords", True, False),
    "visit": ("contacts", False, False),
    "sanctions": ("ruptures", False, False),
}
TYPES = list(KINDS)


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


FRAME = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="../../style.css"></head>
<body><header class="top"><nav><a href="../../index.html">{{ .Site.Title }}</a></nav></header>
<main id="_content">{{ .Content }}</main></body></html>
"""


def hugo_site(folder, params=""):
    (folder / "content/e").mkdir(parents=True)
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "config.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "A long story"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n' + params
    )
    (folder / "layouts/_default/list.html").write_text("<!DOCTYPE html><title>{{ .Title }}</title>\n")
    (folder / "layouts/index.html").write_text("<!DOCTYPE html><title>{{ .Site.Title }}</title>\n")


def hugo_frames(folder, ours):
    """A site that is given each of our pages, drawing and all, as content to put a frame around."""
    hugo_site(folder)
    (folder / "layouts/_default/single.html").write_text(FRAME)
    for page in ours.glob("e/*/index.html"):
        html = page.read_text()
        inside = between(html, "<main", "</main>")
        inside = inside[inside.index(">") + 1 :]
        title = between(html, "<h1", "</h1>").partition(">")[2].replace('"', "'")
        (folder / f"content/e/{page.parent.name}.html").write_text(f'+++\ntitle = "{title}"\n+++\n{inside}')


def hugo_pages(folder, ours, count):
    """A site that makes our event pages from the events, by the templates in `benches/hugo`.

    What Hugo cannot know it is given: the drawing of the neighbourhood, as the content of the page,
    and in which of our lists the event stands.
    """
    params = ["[params.kinds]"]
    for kind, (family, mutual, claims) in KINDS.items():
        params.append(f'{kind} = {{family = "{family}", mutual = {str(mutual).lower()}, claims = {str(claims).lower()}}}')
    params.append("[params.parties]")
    params += [f'party-{i} = "Party number {i}"' for i in range(30)]
    params += ["[params.sources]", 'wire = {title = "The wire", url = "https://example.org/wire"}', ""]
    hugo_site(folder, "\n".join(params))
    shutil.copytree(pathlib.Path(__file__).parent / "hugo/layouts", folder / "layouts", dirs_exist_ok=True)
    told = list(events(count))
    later = {}
    for one in told:
        later.setdefault(one["answers"], {}).setdefault("answered by", []).append(one["id"])
        later.setdefault(one["after"], {}).setdefault("followed by", []).append(one["id"])
    for rank, one in enumerate(told):
        html = (ours / f"e/{one['id']}/index.html").read_text()
        before = {"answers": [one["answers"]], "follows": [one["after"]]}
        front = {
            "title": one["title"],
            "date": one["date"],
            "weight": rank + 1,
            "kind": one["type"],
            "from": one["from"],
            "to": one["to"],
            "place": "Geneva",
            "before": [{"verb": verb, "events": ids} for verb, ids in before.items() if ids != [""]],
            "after": [
                {"verb": verb, "events": later[one["id"]][verb]}
                for verb in ("answered by", "followed by")
                if verb in later.get(one["id"], {})
            ],
            "source": "wire",
            "quote": one["quote"],
            "passage": f"https://example.org/wire#:~:text={urllib.parse.quote(one['quote'])}",
            "listed": between(html, '<p class="address"><a href="../../', "/index.html"),
        }
        drawing = '<div class="scroll"' + between(html, '<div class="scroll"', "</section>")
        (folder / f"content/e/{one['id']}.html").write_text(json.dumps(front) + "\n" + drawing)


def between(text, first, last):
    start = text.index(first) + len(first)
    return text[start : text.index(last, start)]


def differing(ours, theirs):
    """The event pages that are not the same, byte for byte."""
    pages = sorted(ours.glob("e/*/index.html"))
    return [page for page in pages if page.read_bytes() != (theirs / page.relative_to(ours)).read_bytes()]


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
    """The middle of three runs, each into a folder of its own.

    Nothing is deleted between them: a file system that has just lost ten thousand files takes
    several times as long to make new ones.
    """
    return sorted(run([*command, f"{out}-{i}"], cwd) for i in range(3))[1]


def only_write(out, files):
    """CPU seconds of writing files whose bytes are at hand."""
    folders = sorted({part for path, _ in files for part in parents(path)})
    before = os.times()
    os.mkdir(out)
    for folder in folders:
        os.mkdir(f"{out}/{folder}")
    for path, content in files:
        file = os.open(f"{out}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.write(file, content)
        os.close(file)
    after = os.times()
    return after.user + after.system - before.user - before.system


def parents(path):
    parts = path.split("/")[:-1]
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def main():
    program, count = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as desk:
        desk = pathlib.Path(desk)
        timeline(desk, count)
        ours = median([program, "build", "story.yaml", "--out"], desk, "site")
        site = desk / "site-0"
        files = tree(site)
        size = sum(path.stat().st_size for path in files)
        print(f"{'':11} {'CPU s':>8} {'MB':>6} {'files':>8} {'MB out':>7}")
        print(f"{'demarche':11} {ours[0]:8.2f} {ours[1]:6.0f} {len(files):8} {size / 1e6:7.1f}")

        again = run([program, "build", "story.yaml", "--out", "site-0"], desk)
        print(f"{'unchanged':11} {again[0]:8.2f} {again[1]:6.0f}")

        bytes_of = [(str(path.relative_to(site)), path.read_bytes()) for path in files]
        write = sorted(only_write(str(desk / f"written-{i}"), bytes_of) for i in range(3))[1]
        print(f"{'write':11} {write:8.2f} {'':6} {len(files):8} {size / 1e6:7.1f}")
        print(f"a build takes {ours[0] / write:.1f} times the CPU of writing its files")

        if not shutil.which("hugo"):
            print("hugo is not installed")
            return
        hugo_pages(desk / "hugo-pages", site / "story", count)
        hugo_frames(desk / "hugo-frames", site / "story")
        for name in ("hugo-pages", "hugo-frames"):
            theirs = median(["hugo", "--quiet", "--destination"], desk / name, "public")
            pages = tree(desk / name / "public-0")
            size = sum(path.stat().st_size for path in pages)
            print(f"{name:11} {theirs[0]:8.2f} {theirs[1]:6.0f} {len(pages):8} {size / 1e6:7.1f}")
            each = [ours[0] / len(files), theirs[0] / len(pages)]
            print(f"a page: {each[0] * 1e6:.0f} µs and {each[1] * 1e6:.0f} µs; hugo takes {theirs[0] / ours[0]:.1f} times as long in all")
        if bad := differing(site / "story", desk / "hugo-pages/public-0"):
            sys.exit(f"{len(bad)} pages are not the same, {bad[0]} is the first")


if __name__ == "__main__":
    main()
