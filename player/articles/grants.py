"""Grants: who was answered with a narration may fetch its audio for some hours (READALONG_SIGNED_AUDIO).

A grant is bound to one sound, in whatever form it is fetched, and runs out. It goes beside the manifest, whose bytes are stored, in a
header of the answer.
"""

import time
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_encode

HEADER: Final = "Readalong-Audio-Grant"
LIFETIME_S: Final = 6 * 3600
_ROUND_TO_S: Final = 3600


class _Signer(TimestampSigner):
    def timestamp(self) -> str:
        # The same for an hour, so that the address stays the same and a browser plays what it has kept.
        return b62_encode(int(time.time()) // _ROUND_TO_S * _ROUND_TO_S)


_signer: Final = _Signer(salt="readalong.audio")


def grant_for(name: str) -> str:
    """Leave to fetch the file, for five to six hours; empty where audio is public."""
    sound = _sound_in(name)
    return _signer.sign(sound).removeprefix(f"{sound}:") if settings.SIGNED_AUDIO else ""


def allows(grant: str, name: str) -> bool:
    """Whether the file may be fetched with this grant."""
    if not settings.SIGNED_AUDIO:
        return True
    try:
        _signer.unsign(f"{_sound_in(name)}:{grant}", max_age=LIFETIME_S)
    except BadSignature:
        return False
    return True


def with_grant(url: str) -> str:
    """The address of a file with leave to fetch it, as it stands in an answer that is made for one request."""
    grant = grant_for(url.rpartition("/")[2])
    return f"{url}?grant={grant}" if grant else url


def _sound_in(name: str) -> str:
    """What the file's name says of its sound: all but the form."""
    return name.partition(".")[0]
