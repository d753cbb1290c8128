"""Connections: urllib3's, bound to vetted addresses and to a time that ends, however slowly the other side drips.

TLS is checked against the host's name, and the Host header names it; only where the connection goes is decided here.
"""

import contextlib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from urllib3.connection import HTTPConnection, HTTPSConnection

from player.articles.fetching.addresses import IPAddress
from player.articles.fetching.errors import Unreachable

_CONNECT_S: Final = 5.0  # For each address of the host.


class Deadline:
    """A moment at which whatever is still open is cut off. A time limit for each read alone would let a drip last for ever."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends_at = time.monotonic() + seconds
        self._lifelines: list[socket.socket] = []
        self._lock = threading.Lock()

    @property
    def passed(self) -> bool:
        """By the clock, for on a busy machine whoever waits may notice before the timer does."""
        return time.monotonic() >= self._ends_at

    @property
    def left_s(self) -> float:
        return max(0.01, self._ends_at - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection off at the deadline, whatever is layered upon it: a duplicate shuts the same connection down."""
        with self._lock:
            if self.passed:
                connection.close()
                raise TimeoutError("too late to begin")
            self._lifelines.append(connection.dup())

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        timer = threading.Timer(self.left_s, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                for lifeline in self._lifelines:
                    lifeline.close()
                self._lifelines.clear()

    def _end(self) -> None:
        with self._lock:
            for lifeline in self._lifelines:
                # Whoever is connected no more needs no cutting off.
                with contextlib.suppress(OSError):
                    lifeline.shutdown(socket.SHUT_RDWR)


class _Bound:
    """A connection to one of the given addresses, whatever the host's name says by now."""

    host: str
    port: int

    def bind(self, addresses: Sequence[IPAddress], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline

    def _new_conn(self) -> socket.socket:
        fault: OSError | None = None
        for address in self._addresses:
            try:
                timeout = min(_CONNECT_S, self._deadline.left_s)
                connection = socket.create_connection((str(address), self.port), timeout)
            except OSError as error:
                fault = error
                continue
            sys.audit("http.client.connect", self, self.host, self.port)
            self._deadline.watch(connection)
            return connection
        raise Unreachable(f"{self.host} took no connection on port {self.port}: {fault}.") from fault


class _Plain(_Bound, HTTPConnection):
    pass


class _Secure(_Bound, HTTPSConnection):
    pass


def connection_to(scheme: str, host: str, port: int, deadline: Deadline) -> Any:
    """A connection that is not opened yet; ``bind`` says where it leads."""
    if scheme == "http":
        return _Plain(host, port, timeout=deadline.left_s)
    # The system's certificates and their rules, by name; SSL_CERT_FILE adds an authority of one's own.
    return _Secure(host, port, timeout=deadline.left_s, ssl_context=ssl.create_default_context())
