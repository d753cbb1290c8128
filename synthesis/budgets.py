"""Budgets: what speech costs, what a plan would cost, and the purse that a worker speaks out of.

Prices are estimates from Amazon's public list, in whole micro-dollars a character; the provider's bill has the last word.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from django.db.models import F
from django.utils import timezone

from synthesis.engines.base import Sound
from synthesis.errors import BudgetSpent
from synthesis.models import Account, Narration, Spending
from synthesis.models.ledger import MICRO
from synthesis.text.overrides import TAKES
from synthesis.text.plans import Plan
from synthesis.text.utterances import Utterance
from synthesis.text.voices import Voice

Place = tuple[str, str]  # Engine and tier.
BUILT_IN: Final = "espeak"  # The engine that is always there and costs nothing.


@dataclass(frozen=True, slots=True)
class Price:
    """Micro-dollars a character, and how many requests an utterance takes, each of which is billed for its characters."""

    micro_dollars: int
    requests: int = 1


# https://aws.amazon.com/polly/pricing/, October 2026: $4, $16 and $100 a million characters. The marks of an utterance are a
# request of their own, which we expect to be billed like speech (docs/engines.md). Whatever is not named here is free.
PRICES: Final = {
    ("polly", "standard"): Price(4, requests=2),
    ("polly", "neural"): Price(16, requests=2),
    ("polly", "long-form"): Price(100, requests=2),
}
_FREE: Final = Price(0)

# Characters of text that eSpeak NG speaks in a second: 19.7 in English, 16.9 in Spanish. Neural voices are a little slower.
_CHARACTERS_A_SECOND: Final = 17


@dataclass(frozen=True, slots=True)
class Estimate:
    """What speaking a plan of so many sentences would take: only what is not stored yet, and each utterance once.

    ``seconds`` are of sound.
    """

    sentences: int
    utterances: int
    characters: int
    micro_dollars: int
    seconds: int


def tier_of(voice: Voice) -> str:
    """The tier that the voice is billed by; empty where its engine has none."""
    tier = voice.name.partition(":")[2]
    return tier if (voice.engine, tier) in PRICES else ""


def price_of(voice: Voice) -> Price:
    return PRICES.get((voice.engine, tier_of(voice)), _FREE)


def estimate(planned: Plan, stored: Collection[str]) -> Estimate:
    """What is to be spoken of ``planned`` when the utterances with the keys ``stored`` are there, and what that costs."""
    lacking = {each.key: each for each in planned.utterances if each.key not in stored}
    return of_speaking(sum(bool(each.utterances) for each in planned.sentences), lacking.values())


def of_speaking(sentences: int, lacking: Collection[Utterance]) -> Estimate:
    """What speaking the utterances ``lacking`` takes, for the sake of so many sentences."""
    return Estimate(
        sentences=sentences,
        utterances=len(lacking),
        characters=sum(map(_billed, lacking)),
        micro_dollars=cost_of(lacking),
        seconds=round(sum(each.characters for each in lacking) / _CHARACTERS_A_SECOND),
    )


def cost_of(utterances: Iterable[Utterance]) -> int:
    """Micro-dollars that speaking all of these costs."""
    return sum(price_of(each.voice).micro_dollars * _billed(each) for each in utterances)


def in_words(found: Estimate) -> str:
    """The estimate as staff read it.

    >>> in_words(Estimate(sentences=24, utterances=2, characters=1500, micro_dollars=24_000, seconds=44))
    '24 sentences; to be spoken: 2 utterances, 1,500 characters, $0.02, about 44 seconds'
    >>> in_words(Estimate(sentences=24, utterances=0, characters=0, micro_dollars=0, seconds=0))
    '24 sentences, all spoken'
    """
    if not found.utterances:
        return f"{found.sentences:,} sentences, all spoken"
    amounts = f"{found.utterances:,} utterances, {found.characters:,} characters, {dollars(found.micro_dollars)}"
    return f"{found.sentences:,} sentences; to be spoken: {amounts}, about {found.seconds:,} seconds"


def dollars(micro_dollars: int) -> str:
    """An amount as people write it: to the cent, and finer where it is less than one.

    >>> dollars(12_345_678), dollars(1_248), dollars(0)
    ('$12.35', '$0.0012', '$0.00')
    """
    digits = 4 if 0 < micro_dollars < MICRO // 100 else 2
    return f"${micro_dollars / MICRO:,.{digits}f}"


def _billed(utterance: Utterance) -> int:
    return utterance.characters * price_of(utterance.voice).requests


@dataclass(frozen=True, slots=True)
class Line:
    """What one engine and tier took in a month."""

    engine: str
    requests: int
    characters: int
    cost: str


@dataclass(frozen=True, slots=True)
class Month:
    """An account's month as staff see it, on the site's page and wherever else it is shown."""

    account: Account
    spending: tuple[Spending, ...]

    @property
    def micro_dollars(self) -> int:
        return sum(each.micro_dollars for each in self.spending)

    @property
    def percent(self) -> int | None:
        """How much of the budget is spent, rounded down; None without one."""
        if self.account.budget is None:
            return None
        return 100 * self.micro_dollars // self.account.budget if self.account.budget else 100

    @property
    def level(self) -> str:
        """``ok``, ``warning`` from the soft limit on, ``spent`` from the hard one."""
        if self.percent is None or self.percent < self.account.soft_percent:
            return "ok"
        return "warning" if self.percent < 100 else "spent"

    @property
    def total(self) -> str:
        return dollars(self.micro_dollars)

    @property
    def forecast(self) -> str:
        """What the whole month will cost at the pace so far; empty where nothing was spent, and on its first day."""
        now = timezone.now().astimezone(UTC)
        days = monthrange(now.year, now.month)[1]
        gone = now.day - 1 + (now.hour * 60 + now.minute) / (24 * 60)
        return dollars(round(self.micro_dollars * days / gone)) if self.micro_dollars and gone >= 1 else ""

    @property
    def limit(self) -> str:
        """The budget; empty without one."""
        return "" if self.account.budget is None else dollars(self.account.budget)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(each.label, each.requests, each.characters, dollars(each.micro_dollars)) for each in self.spending
        )


def this_month(account: Account) -> Month:
    """What the account has spent since the first of the month."""
    return Month(account, tuple(Spending.objects.this_month(account.pk)))


class Purse:
    """The account that pays for one narration, while one worker speaks it; or for a sentence that somebody tries.

    Workers look into the account before each paid utterance and do not see what others have asked for at that moment: together they
    can overshoot a budget by what the others have under way, which is their engine's concurrency, in utterances, for each of them.
    """

    def __init__(self, narration: Narration | None, account: Account | None = None) -> None:
        """``account`` pays for what is no narration: a sentence that staff listen to."""
        self._narration = narration
        self._account = narration.account if narration else account
        self._free: dict[Place, Counter[str]] = defaultdict(Counter)

    def check(self, utterances: Iterable[Utterance]) -> None:
        """BudgetSpent when the account's month has no money left for all of these; free ones need none."""
        cost = cost_of(utterances)
        if not cost or self._account is None:
            return
        # Read anew: staff may have changed it while the narration is spoken.
        account = Account.objects.get(pk=self._account.pk)
        spent = account.spent()
        if account.budget is not None and spent + cost > account.budget:
            raise BudgetSpent(
                f"What is missing would cost {dollars(cost)}; {dollars(spent)} of the {dollars(account.budget)} for "
                f"{timezone.now():%B %Y} are spent. Raise the monthly budget, or wait for the next month."
            )

    def note(self, utterance: Utterance, sound: Sound) -> None:
        """Write down what the engine was paid for; free speech is summed up until `close`. A take is nobody's speech."""
        if utterance.voice.engine == TAKES:
            return
        price = price_of(utterance.voice)
        place = (utterance.voice.engine, tier_of(utterance.voice))
        if not price.micro_dollars and not sound.characters:
            self._free[place].update(requests=1, characters=utterance.characters, micro_dollars=0)
            return
        paid = price.micro_dollars * sound.characters
        self._write(place, Counter(requests=price.requests, characters=sound.characters, micro_dollars=paid))
        if self._narration is not None:
            Narration.objects.filter(pk=self._narration.pk).update(cost=F("cost") + paid)

    def close(self) -> None:
        """Write down what cost nothing."""
        while self._free:
            self._write(*self._free.popitem())

    def _write(self, place: Place, amounts: "Counter[str]") -> None:
        account = self._account or Account.objects.operators()
        Spending.objects.note(
            account.pk,
            *place,
            requests=amounts["requests"],
            characters=amounts["characters"],
            micro_dollars=amounts["micro_dollars"],
        )
