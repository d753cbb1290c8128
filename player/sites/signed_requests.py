"""Signed requests: those that the publisher’s own system signs with a token of the scope ``publish``.

The header ``Readalong-Signature`` is ``t=SECONDS,v1=HEX``: when it was signed, in seconds since 1970, and the HMAC-SHA256 of these
seconds, a full stop and the body, under the token's signing key (docs/embedding.md).
"""

import hashlib
import hmac
import re
import time
from typing import Final

from player.sites.models import Site, Token
from player.sites.problems import Problem

HEADER: Final = "Readalong-Signature"
WINDOW_S: Final = 300
_FORM: Final = re.compile(r"t=(?P<at>\d{1,12}),v1=(?P<signature>[0-9a-f]{64})")


def sign(key: str, body: bytes, at_s: int) -> str:
    """The header's value for this body."""
    return f"t={at_s},v1={_signature(key, body, str(at_s))}"


def check(site: Site, header: str, body: bytes) -> None:
    """Problem unless one of the site's tokens has signed this body within the last five minutes."""
    form = _FORM.fullmatch(header)
    if form is None:
        raise Problem("not-signed", f"The header {HEADER} is missing or not of the form t=SECONDS,v1=HEX.")
    if abs(time.time() - int(form["at"])) > WINDOW_S:
        raise Problem(
            "not-signed", f"The signature is more than {WINDOW_S} s old. Sign when you send; check your clock."
        )
    for token in site.tokens.filter(scope=Token.Scope.PUBLISH):
        if hmac.compare_digest(_signature(token.signing_key, body, form["at"]), form["signature"]):
            token.note_use()
            return
    raise Problem(
        "not-signed",
        f"No token of the site {site.key!r} with the scope “publish” made this signature. Sign the bytes that you send.",
    )


def _signature(key: str, body: bytes, at_s: str) -> str:
    return hmac.new(key.encode(), f"{at_s}.".encode() + body, hashlib.sha256).hexdigest()
