"""Page: a reader's page as the service sees it, for tests."""

import gzip
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from synthesis import pipeline
from synthesis.models import Narration
from synthesis.text.blocks import Block
from synthesis.text.fingerprints import fingerprint

ORIGIN = "https://www.tidepool.example"


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks at an address, and the requests that the tag makes for them."""

    key: str
    blocks: tuple[Block, ...]
    url: str = f"{ORIGIN}/stories/crab"
    language: str = "en-US"
    origin: str = ORIGIN

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.language, self.blocks)

    def delivery(self, **changes: Any) -> dict[str, Any]:
        return {
            "url": self.url,
            "title": self.blocks[0].text,
            "language": self.language,
            "level": "2",
            "fingerprint": self.fingerprint,
            "blocks": [{"kind": block.kind, "text": block.text} for block in self.blocks],
        } | changes

    def look_up(self, client: Client, **headers: str) -> HttpResponse:
        return client.get(f"/v1/sites/{self.key}/narrations/{self.fingerprint}", headers=self._headers(headers))

    def deliver(self, client: Client, body: object = None, **headers: str) -> HttpResponse:
        content = body if isinstance(body, bytes | str) else json.dumps(self.delivery() if body is None else body)
        return client.post(
            f"/v1/sites/{self.key}/narrations", content, content_type="application/json", headers=self._headers(headers)
        )

    def beacon(self, client: Client, **state: Any) -> HttpResponse:
        body = {
            "session": str(uuid4()),
            "fingerprint": self.fingerprint,
            "at_ms": 60_000,
            "heard": [],
            "rate": 0.9,
        } | state
        return client.post(
            f"/v1/sites/{self.key}/events", json.dumps(body), content_type="text/plain", headers=self._headers({})
        )

    def voiced(self, client: Client) -> dict[str, Any]:
        """Deliver the page, speak its narration here and now, and return the manifest."""
        self.deliver(client)
        for narration in Narration.objects.filter(content__fingerprint=self.fingerprint):
            pipeline.narrate(narration.pk)
        return manifest_of(self.look_up(client))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in {"Origin": self.origin, **more}.items() if value}


def manifest_of(response: HttpResponse) -> dict[str, Any]:
    """The manifest in a response, which is always compressed."""
    assert response.status_code == 200, response.content
    contents: dict[str, Any] = json.loads(gzip.decompress(response.content))
    return contents
