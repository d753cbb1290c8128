"""Sections: the first folder of an article's address, as in ``https://www.example.org/animals/the-octopus``."""

from typing import Any, Final

from django.db.models import Case, CharField, F, Func, Q, Value, When

_PART: Final = 4  # Of scheme, nothing, host, first folder, the rest.


class _Part(Func):
    """PostgreSQL's ``split_part``; SQLite is taught it in `player.engagement.ranges`."""

    function = "split_part"
    output_field = CharField()


def _part(number: int) -> Any:
    return _Part(F("url"), Value("/"), Value(number))


# An address directly under the host belongs to no section.
SECTION: Final = Case(When(~Q(url__regex=r"^[a-z]+://[^/]+/[^/?#]+/[^/?#]"), then=Value("")), default=_part(_PART))
