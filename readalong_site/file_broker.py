"""The broker made of files, as kombu has it, but safe with several processes: a message is seen whole or not at all.

Kombu opens a file before it locks it, so that a reader may find it empty, which ends the worker that meets it
(https://github.com/celery/kombu/issues/1551). Here a message gets its name when it is complete, and the tables of
who listens to what are read and changed by one process at a time.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    # Kombu's own channels do not agree on the name of the second argument.
    def _put(self, queue: str, payload: dict[str, Any], **_options: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}"
        unfinished = folder / name
        try:
            unfinished.write_text(dumps(payload))
            unfinished.rename(folder / f"{name}.{queue}.msg")
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"The message for {queue} cannot be kept in {folder}: {error}") from error

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *binding: Any) -> None:
        with self._alone():
            super()._queue_bind(*binding)

    def _delete(self, *queue: Any, **options: Any) -> None:
        with self._alone():
            super()._delete(*queue, **options)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.control_folder / "lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


class Transport(filesystem.Transport):
    Channel = Channel
