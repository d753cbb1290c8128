"""Answers to pages that get no narration now: the limit is reached, or their word is not enough yet."""

from typing import Final

from django.http import JsonResponse

from player.sites.problems import Problem


class OverQuota(Problem):
    """A limit is reached; ``retry_after_s`` says when to ask again."""

    def __init__(self, detail: str, retry_after_s: int) -> None:
        super().__init__("over-quota", detail)
        self._retry_after_s = retry_after_s

    def response(self) -> JsonResponse:
        answer = super().response()
        answer["Retry-After"] = str(self._retry_after_s)
        return answer


class Waiting(Problem):
    """The text was taken, and is not spoken before somebody vouches for it. The page stays silent and asks again."""

    def __init__(self, fingerprint: str, retry_after_ms: int) -> None:
        super().__init__("waiting", "The text waits to be confirmed.")
        self._body: Final = {
            "version": 1,
            "state": "waiting",
            "fingerprint": fingerprint,
            "retry_after_ms": retry_after_ms,
        }

    def response(self) -> JsonResponse:
        answer = JsonResponse(self._body, status=202)
        answer["Cache-Control"] = "no-store"
        return answer
