"""Addresses, said short: the host of a URL, e-mail addresses, hashtags and handles; for every language."""

import re
from typing import Final

from synthesis.text.normalisation.rules import WEB, Locale, Match, Rule

# Endings of bare addresses (“nasa.gov”). Country codes that are common words (is, it, no, so, to …) count only after
# www or a scheme.
_GENERIC: Final = "com|org|net|gov|edu|mil|info|biz|io|app|dev|news|museum|tv|ai|ly"
_COUNTRIES: Final = (
    "uk|eu|mx|es|ar|cl|pe|ve|ec|uy|cr|pa|gt|hn|sv|ni|cu|pr|bo|py|ca|au|nz|ie|za|de|fr|pt|br|nl|ch|jp|cn|ru|kr"
)
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_TAIL: Final = r"(?:[/?#][^\s<>\"“”»]*[^\s<>\"“”».,;:!?'’)\]…])?"

_URL: Final = re.compile(
    r"(?i:https?|ftp)://(?:[^\s/@<>\"]{1,80}@)?(?P<host>[^\s/?#:<>\"“”»,;!'’)\]…]{1,253}?)\.?(?=[/?#:\s<>\"“”»,;!'’)\]…]|\Z)"
    r"(?::[0-9]{1,5})?" + _TAIL + "/?"
)
_BARE: Final = re.compile(
    rf"(?<![\w@./-])(?P<host>(?i:www)\.(?:{_LABEL}\.){{1,5}}[A-Za-z]{{2,12}}"
    rf"|(?:{_LABEL}\.){{1,5}}(?:{_GENERIC}|{_COUNTRIES}))(?![\w-]|\.\w)" + _TAIL + "/?"
)
_EMAIL: Final = re.compile(
    r"(?<![\w.+%@-])(?:mailto:)?(?P<user>\w[\w.+%-]{0,63})@(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12})(?![\w-])"
)
_HASHTAG: Final = re.compile(r"(?<![\w&])#(?=\w*[^\W\d_])(?P<tag>\w+)")
_HANDLE: Final = re.compile(r"(?<![\w@.])@(?P<name>[^\W_](?:\w|\.(?=\w)){0,39})")
_USER_SIGNS: Final = {".": "dot", "-": "dash", "_": "underscore"}


def said_host(host: str, locale: Locale) -> str:
    """“www.bbc.co.uk” as “B B C dot co dot U K”."""
    labels = host.rstrip(".").split(".")
    if labels[0].lower() == "www":
        labels = labels[1:]
    last = len(labels) - 1
    dot = _between(locale, "dot", ".")
    return dot.join(_said_label(label, locale, top=index == last and index > 0) for index, label in enumerate(labels))


def _between(locale: Locale, word: str, sign: str) -> str:
    return f" {locale.words[word]} " if word in locale.words else sign


def _said_label(label: str, locale: Locale, *, top: bool) -> str:
    dash = _between(locale, "dash", "-")
    return dash.join(_said_name(part, locale, top=top) for part in label.split("-") if part)


def _said_name(name: str, locale: Locale, *, top: bool) -> str:
    country = top and len(name) == 2 and name != "co"
    unspeakable = len(name) <= 5 and name.isascii() and name.isalpha() and not re.search("[aeiouy]", name.lower())
    return locale.letters(name.upper()) if country or unspeakable else said_compound(name, locale)


def said_compound(name: str, locale: Locale) -> str:
    """A name without spaces, word by word: “SaveTheBees2024” as “save the bees twenty twenty-four”."""
    return " ".join(_said_word(word, locale) for word in compound_words(name))


def _said_word(word: str, locale: Locale) -> str:
    if word.isdecimal():
        return locale.figures(word)
    if len(word) > 1 and word.isupper():
        return locale.capitals(word)
    return word if len(word) == 1 else word.lower()


def compound_words(name: str) -> list[str]:
    """The words of a name that is written without spaces, parted where the case or the kind of character changes.

    >>> compound_words("NASAScience2024_es")
    ['NASA', 'Science', '2024', 'es']
    """
    words: list[str] = []
    start = 0
    for index in range(1, len(name) + 1):
        if index == len(name) or _parts_before(name, index):
            word = name[start:index].strip("_")
            if word:
                words.append(word)
            start = index
    return words


def _parts_before(name: str, index: int) -> bool:
    before, here, after = name[index - 1], name[index], name[index + 1 : index + 2]
    if "_" in (before, here) or before.isdecimal() != here.isdecimal():
        return True
    return here.isupper() and (not before.isupper() or (after.islower() and name[index - 1].isupper()))


def _say_host(match: Match, locale: Locale) -> str:
    return said_host(match["host"], locale)


def _say_email(match: Match, locale: Locale) -> str | None:
    if "at" not in locale.words:
        return None
    user = []
    for part in re.split(r"([._+%-])", match["user"]):
        sign = _USER_SIGNS.get(part)
        user.append(locale.words.get(sign, "") if sign else said_compound(part, locale) if part.isalnum() else part)
    return f"{' '.join(filter(None, user))} {locale.words['at']} {said_host(match['host'], locale)}"


def _say_hashtag(match: Match, locale: Locale) -> str:
    return f"{locale.words.get('hashtag', '')} {said_compound(match['tag'], locale)}".strip()


def _say_handle(match: Match, locale: Locale) -> str:
    return f"{locale.words.get('at', '')} {said_compound(match['name'].replace('.', '_'), locale)}".strip()


RULES: Final = (
    Rule("url", WEB, _URL, _say_host),
    Rule("email", WEB, _EMAIL, _say_email),
    Rule("host", WEB, _BARE, _say_host),
    Rule("hashtag", WEB, _HASHTAG, _say_hashtag),
    Rule("handle", WEB, _HANDLE, _say_handle),
)
