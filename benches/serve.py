#!/usr/bin/env python3
"""From the save of a file to the new page in the hands of a client, with `demarche serve`.

    cargo build --release
    python3 benches/serve.py target/release/demarche [EVENTS] [SAVES]

A client does what the page's own script does: it asks for the page of an event, listens for changes,
and asks again as soon as it hears of one. Each save gives that event another title; the time runs from
the call that writes the file to the last byte of the page that has the new title. Prints the median and
the longest of all saves, in milliseconds.
"""

import http.client
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from hugo import timeline

PORT = 4063


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def listen(page, body):
    """The stream of changes for a page, as its own script asks for it."""
    own = dict(re.findall(r'data-(page|mark|token)="([^"]*)"', body))
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    path = f"/-/events?page={own['page']}&mark={own['mark']}&token={own['token']}"
    connection.request("GET", path, headers={"Sec-Fetch-Site": "same-origin"})
    answer = connection.getresponse()
    assert answer.status == 200, (page, answer.status)
    return connection, answer


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    events = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    saves = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        timeline(folder, events)
        file = folder / "story.yaml"
        text = file.read_text()
        begun = time.monotonic()
        command = [program, "serve", file, "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while True:
                try:
                    if get("/")[0] == 200:
                        break
                except OSError:
                    pass
                time.sleep(0.05)
            print(f"{events} events: the first page after {time.monotonic() - begun:.2f} s")
            spans = []
            for save in range(saves):
                event = (save * 997 + 13) % events
                page = f"/story/e/event-{event}/"
                connection, stream = listen(page, get(page)[1])
                time.sleep(0.3)
                title = f"Told anew by save number {save}"
                text = text.replace(
                    f"The two sides meet again, round {event}\n", f"{title}\n", 1
                )
                start = time.monotonic()
                file.write_text(text)
                while title not in get_when_told(stream, page):
                    pass
                spans.append((time.monotonic() - start) * 1000)
                connection.close()
            spans.sort()
            print(f"save to page, {saves} saves: median {statistics.median(spans):.0f} ms, longest {spans[-1]:.0f} ms")
        finally:
            server.terminate()
            server.wait()


def get_when_told(stream, page):
    """Waits for word of a change, then asks for the page."""
    while True:
        line = stream.readline()
        assert line, "the stream has ended"
        if line.startswith(b"data:") or line.startswith(b"event:"):
            return get(page)[1]


if __name__ == "__main__":
    main()
