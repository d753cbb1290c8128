"""Encodings: the text of a page's bytes, by HTML's rules: byte order mark, header, declaration in the page, then a guess.

The rules are those of https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding; labels mean what
browsers take them for (``iso-8859-1`` is windows-1252), which webencodings knows.
"""

from email.message import Message
from typing import Final

import webencodings
from bs4.dammit import EncodingDetector

_FALLBACK: Final = "windows-1252"  # What browsers take in most locales.


def charset_of(content_type: str) -> str:
    """The charset that a Content-Type header names, or nothing.

    >>> charset_of('text/html; charset="Shift_JIS"')
    'shift_jis'
    """
    header = Message()
    header["content-type"] = content_type
    return header.get_content_charset("") or ""


def decoded(body: bytes, content_type: str) -> str:
    """The page as text; what its encoding has no character for becomes U+FFFD, as in a browser.

    >>> decoded("<p>señal".encode("latin-1"), "text/html; charset=iso-8859-1")
    '<p>señal'
    """
    # A byte order mark goes before everything else: webencodings looks for it.
    text, _ = webencodings.decode(body, _label(body, content_type))
    return text


def _label(body: bytes, content_type: str) -> str:
    if webencodings.lookup(in_header := charset_of(content_type)):
        return in_header
    in_page = EncodingDetector.find_declared_encoding(body, is_html=True) or ""
    if declared := webencodings.lookup(in_page):
        # A page whose declaration could be read is not in UTF-16, whatever it declares.
        return "utf-8" if declared.name.startswith("utf-16") else declared.name
    return "utf-8" if _is_utf8(body) else _FALLBACK


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
