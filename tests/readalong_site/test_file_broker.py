"""The broker made of files, with several processes at it."""

import json
import subprocess
import sys
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from readalong_site.celery import _file_broker

TRANSPORT = "readalong_site.file_broker:Transport"
MESSAGES = 100
WRITER = f"""
import json, sys
from kombu import Connection
with Connection("filesystem://", transport="{TRANSPORT}", transport_options=json.loads(sys.argv[1])) as connection:
    queue = connection.SimpleQueue("bell")
    for number in range({MESSAGES}):
        queue.put([sys.argv[2], number, "x" * 20_000])
"""


def options(folder: Path) -> dict[str, object]:
    return {**_file_broker(folder), "polling_interval": 0.001}


def broker(folder: Path) -> Connection:
    return Connection("filesystem://", transport=TRANSPORT, transport_options=options(folder))


def test_messages_of_several_processes_arrive_whole_and_once(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, json.dumps(options(tmp_path)), each]) for each in "abc"]
    came = []
    with broker(tmp_path) as connection:
        queue = connection.SimpleQueue("bell")
        while len(came) < 3 * MESSAGES:
            message = queue.get(timeout=60)
            who, number, text = message.payload
            assert len(text) == 20_000
            came.append((who, number))
            message.ack()
        with pytest.raises(Empty):
            queue.get_nowait()
    assert [writer.wait(30) for writer in writers] == [0, 0, 0]
    assert sorted(came) == [(who, number) for who in "abc" for number in range(MESSAGES)]


def test_a_message_that_is_still_being_written_is_not_seen(tmp_path: Path) -> None:
    with broker(tmp_path) as connection:
        queue = connection.SimpleQueue("quiet")
        (tmp_path / "broker" / "messages" / "1_unfinished").write_text("")
        with pytest.raises(Empty):
            queue.get_nowait()


def test_a_folder_that_takes_no_message_is_named(tmp_path: Path) -> None:
    with broker(tmp_path) as connection:
        queue = connection.SimpleQueue("lost")
        (tmp_path / "broker" / "messages").rmdir()
        with pytest.raises(ChannelError, match=r"The message for lost cannot be kept in .*messages"):
            queue.put("ring")
