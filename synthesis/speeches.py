"""Speeches: the utterances of a plan, each spoken once, by whichever worker claims it first.

Any number of workers may run `speak_all` on the same plan, or on plans that share utterances. The engine is asked in threads, as many
at once as it says; the database is used by the calling thread alone.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from django.db import connections

from synthesis import audio, engines, takes
from synthesis.audio import Encoded
from synthesis.budgets import Purse
from synthesis.engines.base import Sound
from synthesis.errors import BudgetSpent, EngineError, EngineUnavailable, SynthesisError, UtteranceRefused
from synthesis.models import Speech, Take
from synthesis.text.overrides import TAKES
from synthesis.text.utterances import Utterance

# How often to look whether another worker has finished what it claimed.
_LOOK_S: Final = 0.1

Spoken = Mapping[str, Speech]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine answered, and its frames; or why there are none, since the answer may have been paid for all the same."""

    sound: Sound
    encoded: Encoded | Exception


def speak_all(
    utterances: Iterable[Utterance], on_progress: Callable[[Spoken], bool], purse: Purse | None = None
) -> Spoken:
    """The speech of every utterance, by key; what is not stored is spoken now, in this order.

    ``on_progress`` is called with what there is whenever there is more, and now and then; it says whether to go on.
    Raises the first EngineError once everything else is stored: one sentence that cannot be spoken costs no other. What costs
    something is paid out of ``purse``, the operator's where there is none; BudgetSpent, before or midway, when that is empty.
    """
    work = _Work(utterances, purse or Purse(None))
    with ThreadPoolExecutor(work.concurrency) as pool:
        try:
            while on_progress(work.spoken) and not work.done:
                work.start(pool)
                work.collect()
        finally:
            work.finish()
    on_progress(work.spoken)
    if work.error is not None and not work.lacking:
        raise work.error
    return work.spoken


class _Work:
    def __init__(self, utterances: Iterable[Utterance], purse: Purse) -> None:
        wanted = {utterance.key: utterance for utterance in utterances}
        Speech.objects.spare(wanted)
        self.spoken: dict[str, Speech] = Speech.objects.ready(wanted)
        self.lacking = {key: utterance for key, utterance in wanted.items() if key not in self.spoken}
        self.running: dict[Future[Answer], Utterance] = {}
        self.error: SynthesisError | None = None
        self.purse = purse
        self.look_at = 0.0
        asked = {each.voice.engine for each in wanted.values()} - {TAKES}
        self.concurrency = max((engines.get(engine).concurrency for engine in asked), default=1)
        # Better nothing than half an article.
        self.purse.check(self.lacking.values())

    @property
    def done(self) -> bool:
        return not self.lacking and not self.running

    def start(self, pool: ThreadPoolExecutor) -> None:
        """Give the engine as much as it takes at once of what nobody else is speaking."""
        for key in list(self.lacking):
            if len(self.running) >= self.concurrency:
                return
            if Speech.objects.claim(key):
                utterance = self.lacking.pop(key)
                if not self._can_pay(utterance):
                    return
                self.running[pool.submit(_ask, utterance, _take_of(utterance))] = utterance

    def _can_pay(self, utterance: Utterance) -> bool:
        """Whether there is money for one more, which is claimed; when there is none, nothing further is asked for."""
        try:
            self.purse.check([*self.running.values(), utterance])
        except BudgetSpent as error:
            Speech.objects.give_up(utterance.key)
            self.error = self.error or error
            self.lacking.clear()
            return False
        return True

    def collect(self) -> None:
        """Store what the engine has answered, and take what other workers have stored."""
        waits_for_others = not self.running
        if self.running:
            answered, _ = wait(self.running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
            for future in answered:
                self._store(future)
        if self.lacking and (waits_for_others or time.monotonic() > self.look_at):
            self.look_at = time.monotonic() + _LOOK_S
            self.spoken |= (theirs := Speech.objects.ready(self.lacking))
            for key in theirs:
                del self.lacking[key]
            if waits_for_others and not theirs:
                time.sleep(_LOOK_S)

    def finish(self) -> None:
        """Store what was asked for: it may have been paid for. A failure to store one keeps none of the others from it."""
        with ExitStack() as stack:
            stack.callback(self.purse.close)
            for future in list(self.running):
                stack.callback(self._store, future)

    def _store(self, future: "Future[Answer]") -> None:
        utterance = self.running.pop(future)
        try:
            answer = future.result()
            self.purse.note(utterance, answer.sound)
            self.spoken[utterance.key] = _keep(utterance, answer)
        except EngineError as error:
            Speech.objects.give_up(utterance.key)
            self.error = self.error or _naming(error, utterance)
        except BaseException:
            Speech.objects.give_up(utterance.key)
            raise


def _take_of(utterance: Utterance) -> Take | None:
    """The take that is heard in place of a voice; none as a rule."""
    is_taken = utterance.voice.engine == TAKES
    return Take.objects.filter(key=utterance.voice.name).first() if is_taken else None


def _ask(utterance: Utterance, take: Take | None) -> Answer:
    try:
        sound = _sound(utterance, take)
    finally:
        # An engine may count its calls in the database, on a connection of this thread.
        connections.close_all()
    try:
        return Answer(sound, audio.encode(sound))
    except Exception as error:
        return Answer(sound, error)


def _sound(utterance: Utterance, take: Take | None) -> Sound:
    if utterance.voice.engine == TAKES:
        return takes.sound(take)
    return engines.get(utterance.voice.engine).speak(utterance.text, utterance.voice)


def _keep(utterance: Utterance, answer: Answer) -> Speech:
    if isinstance(answer.encoded, Exception):
        raise answer.encoded
    return Speech.objects.keep(utterance.key, answer.encoded, answer.sound.times, answer.sound.characters)


def _naming(error: EngineError, utterance: Utterance) -> EngineError:
    """The error with the sentence it is about."""
    kind = EngineUnavailable if isinstance(error, EngineUnavailable) else UtteranceRefused
    named = kind(f"{error} The sentence: “{utterance.text[:200]}”")
    named.__cause__ = error
    return named
