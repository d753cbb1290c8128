"""Durations as people read them."""


def clock(ms: int) -> str:
    """As a player shows it.

    >>> clock(61_280), clock(3_723_000)
    ('1:01', '1:02:03')
    """
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def spelt_out(ms: int) -> str:
    """In its two largest units; of a hundred hours minutes are not told any more.

    >>> spelt_out(45_900), spelt_out(190_000), spelt_out(3_723_000), spelt_out(3_600_000 * 51), spelt_out(3_600_000 * 1234 + 120_000)
    ('45 s', '3 min 10 s', '1 h 2 min', '51 h', '1,234 h')
    """
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 100:
        return f"{hours:,} h"
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    largest = next((place for place, (count, _) in enumerate(parts) if count), len(parts) - 1)
    shown = [f"{count} {unit}" for count, unit in parts[largest : largest + 2] if count]
    return " ".join(shown) or "0 s"
