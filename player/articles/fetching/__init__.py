"""Fetching pages, safely: of the given origins only, from public addresses only, bounded in time, size, redirects and types.

Whoever can name an address here, a publisher's staff, a sitemap, a feed, a redirect, could otherwise make the service ask a
cloud's metadata or a neighbour's printer. `fetch` is the way to a page's HTML, `retrieve` to any other file, and `post` brings
something to a server that a publisher has named.
"""

from player.articles.fetching.addresses import normal_origin
from player.articles.fetching.errors import AddressRefused, FetchError, StatusRefused, Unreachable, Unsuitable
from player.articles.fetching.pages import HTML, TEXT, XML, Answer, Page, fetch, origin_of, retrieve
from player.articles.fetching.posts import Receipt, check_target, post

__all__ = [
    "HTML",
    "TEXT",
    "XML",
    "AddressRefused",
    "Answer",
    "FetchError",
    "Page",
    "Receipt",
    "StatusRefused",
    "Unreachable",
    "Unsuitable",
    "check_target",
    "fetch",
    "normal_origin",
    "origin_of",
    "post",
    "retrieve",
]
