"""Why a page was not fetched.

::

    FetchError
    ├── AddressRefused   it is not ours to ask: another origin, an address that is not public, a malformed one
    ├── Unreachable      no answer came: no such host, no connection, no valid certificate, too slow; later it may
    ├── StatusRefused    the answer was no: 404, 429, 503 …
    └── Unsuitable       the answer is not what was asked for: its type, its size, its coding
"""


class FetchError(Exception):
    """A page that was not fetched; the message names it, the reason and the next step."""


class AddressRefused(FetchError):
    pass


class Unreachable(FetchError):
    pass


class StatusRefused(FetchError):
    """``retry_after`` is the answer's header of that name, as it came."""

    def __init__(self, message: str, status: int, retry_after: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class Unsuitable(FetchError):
    pass
