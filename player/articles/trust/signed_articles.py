"""Signed articles: the publisher's system vouches for a text, in an attribute of the page (docs/embedding.md, “Signed articles”).

What is signed are the letters, marks and digits of all that is read, in order: white space, punctuation and markup may differ between
what the system holds and what the page shows. Address and language are signed with them, so that a signature holds for no other page.
"""

import hmac
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from player.articles.trust.models import Trust

OVERLAP: Final = timedelta(days=7)  # So long the secret before the newest one holds too.
_VERSION: Final = "v1="


def letters(texts: Sequence[str]) -> str:
    """The letters, marks and digits of the texts.

    >>> letters(["The crab’s 2nd day.", "Niño!"])
    'Thecrabs2nddayNiño'
    """
    return "".join(char for text in texts for char in text if unicodedata.category(char)[0] in "LMN")


def message(address: str, language: str, texts: Sequence[str]) -> bytes:
    """What is signed: version, address, language and letters, a line each."""
    return "\n".join(("readalong-signature 1", address, language.lower(), letters(texts))).encode()


def sign(secret: str, address: str, language: str, texts: Sequence[str]) -> str:
    """The attribute's value, as the publisher's system makes it."""
    return _VERSION + hmac.new(secret.encode(), message(address, language, texts), sha256).hexdigest()


def secret_of(trust: Trust, generation: int | None = None) -> str:
    """The site's secret. It is stored nowhere: it follows from the service's own secret key and how often it was made anew."""
    number = trust.generation if generation is None else generation
    digest = salted_hmac(
        "readalong.publisher", f"{trust.site_id}:{number}", secret=settings.SECRET_KEY, algorithm="sha256"
    )
    return digest.hexdigest()


def is_signed(trust: Trust, signature: str, address: str, language: str, texts: Sequence[str]) -> bool:
    """Whether the site's own system has signed these texts for this address."""
    if not trust.generation or not signature.isascii():
        return False
    valid = (sign(secret_of(trust, number), address, language, texts) for number in _generations(trust))
    return any(hmac.compare_digest(signature, each) for each in valid)


def _generations(trust: Trust) -> tuple[int, ...]:
    overlapping = trust.generation > 1 and trust.changed_at and timezone.now() < trust.changed_at + OVERLAP
    return (trust.generation, trust.generation - 1) if overlapping else (trust.generation,)
