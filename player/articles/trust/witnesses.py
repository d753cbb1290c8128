"""Witnesses: how many independent readers' pages have said a text today. Who they were is never known.

A witness is one of 4,096 buckets (`limits.bucket_of`). The buckets that spoke for a text are kept for a day where the limits are
kept: in Redis, or in a file for one machine. Never in the database.
"""

import fcntl
import json
import logging
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from player.articles.trust.limits import bucket_of
from player.sites.models import Site

log = logging.getLogger(__name__)

_DAY_S: Final = 24 * 3600


def count(request: HttpRequest, site: Site, fingerprint: str) -> int:
    """How many have said this text to this site today, the sender among them."""
    name = f"{timezone.now():%Y-%m-%d}-{site.pk}-{fingerprint[:32]}"
    try:
        if settings.BROKER_URL.startswith(("redis:", "rediss:")):
            return _in_redis(name, bucket_of(request))
        return _in_file(settings.DATA / "witnesses", name, bucket_of(request))
    except (RedisError, OSError) as error:
        # Without the count nobody has agreed: the text waits, as it would without readers.
        log.warning("The witnesses of a text could not be counted: %s", error)
        return 0


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5)


def _in_redis(name: str, bucket: str) -> int:
    key = f"readalong:witnesses:{name}"
    with _redis(settings.BROKER_URL).pipeline(transaction=True) as steps:
        steps.sadd(key, bucket)
        steps.expire(key, _DAY_S)
        steps.scard(key)
        return int(steps.execute()[-1])


def _in_file(folder: Path, name: str, bucket: str) -> int:
    """In one file a day, whose yesterday is forgotten when today's is opened."""
    folder.mkdir(parents=True, exist_ok=True)
    day, text = name[:10], name[11:]
    for old in folder.glob("*.json"):
        if old.stem != day:
            old.unlink(missing_ok=True)
    with (folder / f"{day}.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        texts = json.loads(file.read() or "{}")
        seen = texts[text] = sorted({bucket, *texts.get(text, ())})
        file.truncate(0)
        file.write(json.dumps(texts))
    return len(seen)
