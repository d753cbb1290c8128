"""Posts: a body brought to an address that somebody has named, by the same rules as pages are fetched. Redirects are not followed."""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final

from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

from player.articles.fetching.addresses import own_origins, vetted
from player.articles.fetching.connections import Deadline, connection_to
from player.articles.fetching.errors import AddressRefused, Unreachable
from player.articles.fetching.pages import origin_of, user_agent

MOST_SECONDS: Final = 10.0
_MOST_READ: Final = 2_000  # Bytes of the answer: enough for a person to see what is wrong.
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a server answered a post: its status, and the beginning of what it said."""

    status: int
    text: str
    took_ms: int

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def check_target(url: str) -> str:
    """The origin of an address that may be posted to: over HTTPS, or a server of the operator's own. Raises AddressRefused."""
    origin = origin_of(url)
    if not origin.startswith("https://") and origin not in own_origins():
        raise AddressRefused(f"{url} is not encrypted. Name an address that begins with https://.")
    return origin


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float = MOST_SECONDS) -> Receipt:
    """Bring ``body`` to ``url`` within ``seconds``. Any answer is a receipt, a redirect as well. Raises FetchError where none came."""
    origin, parts, began = check_target(url), parse_url(url), time.monotonic()
    scheme, host = str(parts.scheme), str(parts.host).strip("[]")
    port = parts.port or _DEFAULT_PORTS[scheme]
    deadline = Deadline(seconds)
    with deadline.running():
        connection = connection_to(scheme, host, port, deadline)
        connection.bind(vetted(origin, host, port), deadline)
        try:
            status, text = _exchange(connection, parts, body, headers)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            late = deadline.passed or isinstance(error, TimeoutError)
            reason = f"no answer within {seconds:g} s" if late else error or type(error).__name__
            raise Unreachable(f"{url} took nothing: {reason}.") from error
        finally:
            connection.close()
    return Receipt(status, text, round(1000 * (time.monotonic() - began)))


def _exchange(connection: Any, parts: Url, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    always = {"User-Agent": user_agent(), "Connection": "close"}
    connection.request("POST", parts.request_uri, body=body, headers=always | dict(headers), preload_content=False)
    # The response holds the socket by then, not the connection.
    with closing(connection.getresponse()) as response:
        return response.status, response.read(_MOST_READ, decode_content=False).decode("utf-8", "replace")
