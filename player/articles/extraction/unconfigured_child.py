"""The child process in which V8 finds the text of pages: asked over a pipe, see `synthesis.engines.child_process`.

Run as a script by its path, and knows nothing of the rest: it starts fast, and whatever a page makes of it ends with it.
"""

import json
import sys
from pathlib import Path

from py_mini_racer import MiniRacer

BUNDLE = Path(__file__).with_name("unconfigured_v8.js")
MOST_MEMORY = 400 << 20  # Bytes of V8's heap.
# V8 does not know how much memory of the document is unused until it is told: 0.6 MB a page otherwise stay.
PAGES_BETWEEN_CLEANING = 25


def main() -> None:
    v8 = MiniRacer()
    v8.set_hard_memory_limit(MOST_MEMORY)
    v8.eval(BUNDLE.read_text())
    for count, line in enumerate(sys.stdin.buffer, start=1):
        answer = str(v8.call("unconfigured.select", line.decode()))
        sys.stdout.buffer.write(json.dumps(json.loads(answer)).encode() + b"\n")
        sys.stdout.buffer.flush()
        if count % PAGES_BETWEEN_CLEANING == 0:
            v8.low_memory_notification()


if __name__ == "__main__":
    main()
