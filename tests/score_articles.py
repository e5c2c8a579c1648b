#!/usr/bin/env python3
"""Scores `demarche extract` on articles that were annotated by hand.

    DEMARCHE_GOLD=FOLDER tests/score_articles.py [--binary PATH] [--keep FOLDER] [options of score.py]

FOLDER holds `articles/score.py` and `articles/dev/NAME.txt` with `NAME.json` (another set: --set NAME). All texts go
through one `extract --stream`, each with the day of publication that its annotation gives; the draft is turned into the scorer's form
(`actors` with roles, `responds_to`, `conditional_on`) and handed to it. Without DEMARCHE_GOLD it says so and
ends well.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile


SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11")}


def scored_date(date):
    """A season by its months, which the scorer knows: "1977-21" is spring."""
    season = re.fullmatch(r"(\d{4})-(2[1-4])[~?%]?", date or "")
    if not season:
        return date
    year, number = season.groups()
    if number == "24":
        return f"{year}-12/{int(year) + 1}-02"
    first, last = SEASONS[number]
    return f"{year}-{first}/{year}-{last}"


def scored_form(draft):
    """A draft of `--format json` in the form of the scorer."""
    events = []
    for key, event in draft.get("events", {}).items():
        actors = [
            {"name": draft["actors"][who]["name"], "role": role}
            for role, side in (("source", "from"), ("target", "to"))
            for who in event.get(side, [])
        ]
        evidence = event.get("evidence", [])
        events.append({
            "id": key,
            "type": event["type"],
            "title": event["title"],
            "date": scored_date(event.get("date")),
            "modality": event.get("modality", "happened"),
            "actors": actors,
            "place": event.get("place"),
            "quote": evidence[0]["quote"] if evidence else "",
            "after": event.get("after", []),
            "responds_to": event.get("responds-to", []),
            "conditional_on": event.get("conditional-on", []),
        })
    return {"events": events}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/debug/demarche")
    parser.add_argument("--set", default="dev")
    parser.add_argument("--keep", help="folder for the predictions")
    options, rest = parser.parse_known_args()
    gold = os.environ.get("DEMARCHE_GOLD")
    if not gold:
        print("DEMARCHE_GOLD is not set: no annotated articles, nothing scored")
        return 0
    gold = pathlib.Path(gold) / "articles"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(options.keep or folder)
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        for text in sorted((gold / options.set).glob("*.txt")):
            annotation = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
            article = {"id": text.stem, "date": annotation.get("published"), "text": text.read_text(encoding="utf-8")}
            lines.append(json.dumps(article))
        command = [options.binary, "extract", "--stream", "--format", "json"]
        done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            print(f"exit {done.returncode}: {done.stderr.strip()[:300]}", file=sys.stderr)
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            form = scored_form(answer["timeline"])
            (folder / f"{answer['id']}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
        score = [sys.executable, str(gold / "score.py"), "--gold", str(gold / options.set), "--pred", str(folder)]
        return subprocess.run(score + rest).returncode


if __name__ == "__main__":
    sys.exit(main())
