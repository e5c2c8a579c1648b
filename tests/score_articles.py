#!/usr/bin/env python3
"""Scores `demarche extract` on articles that were annotated by hand.

    DEMARCHE_GOLD=FOLDER tests/score_articles.py [--binary PATH] [--keep FOLDER] [options of score.py]

FOLDER holds `articles/score.py` and `articles/dev/NAME.txt` with `NAME.json` (another set: --set NAME). Each text is
extracted with the day of publication that its annotation gives; the draft is turned into the scorer's form
(`actors` with roles, `responds_to`, `conditional_on`) and handed to it. Without DEMARCHE_GOLD it says so and
ends well.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile


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
            "date": event.get("date"),
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
        for text in sorted((gold / options.set).glob("*.txt")):
            annotation = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
            command = [options.binary, "extract", str(text), "--format", "json"]
            if annotation.get("published"):
                command += ["--published", annotation["published"]]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            if done.returncode != 0:
                print(f"{text.name}: exit {done.returncode}: {done.stderr.strip()[:300]}", file=sys.stderr)
                continue
            form = scored_form(json.loads(done.stdout))
            (folder / f"{text.stem}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
        score = [sys.executable, str(gold / "score.py"), "--gold", str(gold / options.set), "--pred", str(folder)]
        return subprocess.run(score + rest).returncode


if __name__ == "__main__":
    sys.exit(main())
