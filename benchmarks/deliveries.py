"""``python -m benchmarks.deliveries``: a flood of deliveries, its limits, and what readers of ready narrations notice of it.

The service in two processes on loopback, with its own database. A reader looks up a ready narration again and again, first alone, then
while other connections deliver made-up texts, a few hundred a second, after as many as an address may send at once. The look-up's
medians with and without the flood, in one run, are compared; the counts say what was taken and what refused.
"""

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from synthesis.text.blocks import Block
from synthesis.text.fingerprints import fingerprint
from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
ORIGIN = "https://www.tidepool.example"
SEED = """
from player.sites.models import Origin, Site
from synthesis import pipeline
from synthesis.models import Narration
from django.test import Client
import json, sys
site = Site.objects.create(key="tidepool", name="Tidepool")
Origin.objects.create(site=site, origin="https://www.tidepool.example")
site.voices.create(language="en", engine="silent", name="en-US")
body = sys.stdin.readline()
Client(SERVER_NAME="localhost").post("/v1/sites/tidepool/narrations", body, content_type="application/json", headers={"Origin": "https://www.tidepool.example"})
for narration in Narration.objects.all():
    pipeline.narrate(narration.pk)
"""


def delivery(number: int) -> dict[str, Any]:
    blocks = [Block("paragraph", f"This is made-up story number {number}. It says nothing.")] * 20
    return {
        "url": f"{ORIGIN}/stories/{number}",
        "language": "en",
        "fingerprint": fingerprint("en", blocks),
        "blocks": [{"kind": block.kind, "text": block.text} for block in blocks],
    }


def median_ms(origin: str, name: str, seconds: float) -> tuple[float, int]:
    """The median of look-ups one after another, with a pause as long as the last one took, and how many failed."""
    host = urlsplit(origin).netloc
    connection = http.client.HTTPConnection(host, timeout=30)
    times, failed, until = [], 0, time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        connection.request("GET", f"/v1/sites/tidepool/narrations/{name}", headers={"Origin": ORIGIN})
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - began
        failed += answer.status != 200
        times.append(took * 1000)
        time.sleep(took)
    return statistics.median(times), failed


def flood(origin: str, counts: Counter[int], stop: threading.Event, first: int) -> None:
    """Deliver one made-up text after another, waiting for each answer, a few hundred a second at most."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    number = first
    while not stop.wait(0.005):
        body = json.dumps(delivery(number))
        headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
        connection.request("POST", "/v1/sites/tidepool/narrations", body, headers)
        answer = connection.getresponse()
        answer.read()
        counts[answer.status] += 1
        number += 1


def drain(origin: str) -> int:
    """Send what is no delivery until the first is refused for its number; how many that took."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    for number in range(1, 1000):
        headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
        connection.request("POST", "/v1/sites/tidepool/narrations", "junk", headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 429:
            return number
    sys.exit("A thousand deliveries from one address were not limited.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--senders", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="readalong-deliveries-") as data:
        environment = {**os.environ, "READALONG_DATA": data, "READALONG_LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        known = delivery(0)
        subprocess.run(
            [*manage, "shell", "-v0", "-c", SEED],
            cwd=ROOT,
            env=environment,
            check=True,
            input=json.dumps(known).encode(),
        )
        port = free_port()
        address = f"127.0.0.1:{port}"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "readalong_site.wsgi",
            "-b",
            address,
            "-w",
            "2",
            "-k",
            "gthread",
            "--threads",
            "4",
        ]
        server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
        try:
            wait_until(lambda: _answers(address), "the service", 120)
            _measure(f"http://{address}", known["fingerprint"], options.seconds, options.senders)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _answers(address: str) -> bool:
    try:
        connection = http.client.HTTPConnection(address, timeout=2)
        connection.request("GET", "/v1/sites/tidepool", headers={"Origin": ORIGIN})
        return connection.getresponse().status == 200
    except OSError:
        return False


def _measure(origin: str, name: str, seconds: float, senders: int) -> None:
    median_ms(origin, name, 1)
    alone, failed_alone = median_ms(origin, name, seconds)
    drained = drain(origin)
    counts: Counter[int] = Counter()
    stop = threading.Event()
    began = time.monotonic()
    threads = [
        threading.Thread(target=flood, args=(origin, counts, stop, 1 + sender * 1_000_000)) for sender in range(senders)
    ]
    for thread in threads:
        thread.start()
    flooded, failed = median_ms(origin, name, seconds)
    stop.set()
    for thread in threads:
        thread.join()
    lasted = time.monotonic() - began
    bound = 2 * lasted + 2
    print(f"junk from one address until the first refusal: {drained}")
    print(f"look-up of a ready narration, alone       {alone:7.2f} ms, {failed_alone} failed")
    print(f"look-up of a ready narration, in the flood {flooded:6.2f} ms, {failed} failed, ratio {flooded / alone:.2f}")
    others = sum(counts.values()) - counts[202] - counts[429]
    took = f"{counts[202]} taken (at most {bound:.0f}), {counts[429]} refused, others {others}"
    print(f"deliveries in {lasted:.1f} s: {took}")
    if counts[202] > bound or failed:
        sys.exit("The limits did not hold.")


if __name__ == "__main__":
    main()
