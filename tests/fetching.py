"""HostileServer: a web server on loopback that answers as its test wants, for what fetches pages."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Handler = Callable[[socket.socket], None]


@dataclass
class Asked:
    """What was asked of a server: the request line and the headers, in small letters."""

    line: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.line.split()[1]


@dataclass
class HostileServer:
    """Answers each path by its handler, which writes to the bare socket and so can do anything that a server can do."""

    port: int
    handlers: dict[str, Handler] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"{self.origin}{path}"

    def answer(self, path: str, body: bytes | str = b"", status: str = "200 OK", **headers: str) -> None:
        """Have ``path`` answered by this; underscores in the headers' names stand for hyphens."""
        self.handlers[path] = lambda connection: connection.sendall(response(body, status, **headers))


def response(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    given = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(content))} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + content


@contextmanager
def hostile_server(
    wrap: Callable[[socket.socket], socket.socket] = lambda connection: connection,
) -> Iterator[HostileServer]:
    """A server until the block ends. ``wrap`` may put TLS upon its connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = HostileServer(listener.getsockname()[1])
        threading.Thread(target=_serve, args=(listener, server, wrap), daemon=True).start()
        yield server
        # Closing alone would leave the port open for as long as the thread waits at it.
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, server: HostileServer, wrap: Callable[[socket.socket], socket.socket]) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_answer, args=(connection, server, wrap), daemon=True).start()


def _answer(connection: socket.socket, server: HostileServer, wrap: Callable[[socket.socket], socket.socket]) -> None:
    # Clients that hang up are what is tested.
    with suppress(OSError), connection, wrap(connection) as stream:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (received := stream.recv(4096)):
                return
            data += received
        line, *headers = data.decode("latin-1").partition("\r\n\r\n")[0].split("\r\n")
        asked = Asked(line, {name.lower(): value for name, _, value in (each.partition(": ") for each in headers)})
        server.asked.append(asked)
        handler = server.handlers.get(asked.path)
        if handler is None:
            stream.sendall(response("Nothing is here.", "404 Not Found"))
        else:
            handler(stream)
