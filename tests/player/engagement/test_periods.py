"""Periods: which days an address asks for, where the site is."""

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.utils import timezone

from player.engagement.periods import named, period_of
from player.sites.models import Site

TODAY = date(2026, 3, 9)


def at(moment: datetime):
    return patch.object(timezone, "now", lambda: moment)


def test_the_usual_period_is_four_whole_weeks_that_end_with_yesterday() -> None:
    period = named("28", TODAY)
    assert (period.first, period.last, period.days) == (date(2026, 2, 9), date(2026, 3, 8), 28)


def test_the_period_before_has_the_same_length_and_the_same_days_of_the_week() -> None:
    for name in ("7", "28", "84", "364"):
        period = named(name, TODAY)
        assert period.before is not None
        assert (period.before.days, period.before.first.weekday()) == (period.days, period.first.weekday())
        assert (period.first - period.before.last).days == 1


def test_today_and_all_time_are_compared_with_nothing() -> None:
    assert named("today", TODAY).before is None
    assert named("all", TODAY).before is None
    assert named("all", TODAY).last == TODAY


def test_days_of_ones_own_choice_are_taken_from_the_address() -> None:
    with at(datetime(2026, 3, 9, 12, tzinfo=UTC)):
        period = period_of(Site(), {"from": "2026-02-01", "to": "2026-02-03", "days": "7"})
    assert (period.first, period.last, period.query) == (
        date(2026, 2, 1),
        date(2026, 2, 3),
        "from=2026-02-01&to=2026-02-03",
    )
    assert period.before is not None
    assert (period.before.first, period.before.last) == (date(2026, 1, 29), date(2026, 1, 31))


def test_a_form_that_was_sent_with_the_days_as_they_stood_keeps_the_periods_name() -> None:
    with at(datetime(2026, 3, 9, 12, tzinfo=UTC)):
        week = {"days": "7", "from": "2026-03-02", "to": "2026-03-08"}
        assert period_of(Site(), week).name == "7"
        assert period_of(Site(), week | {"to": "2026-03-07"}).name == "own"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"days": "tomorrow"},
        {"days": "-1"},
        {"days": "²"},
        {"from": "2026-02-03", "to": "2026-02-01"},
        {"from": "2026-02-31", "to": "2026-03-01"},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"from": "2026-02-01"},
    ],
)
def test_what_makes_no_sense_is_taken_for_the_usual_period(asked: dict[str, str]) -> None:
    assert period_of(Site(), asked).name == "28"


def test_a_sites_day_begins_where_the_site_is() -> None:
    with at(datetime(2026, 3, 9, 3, tzinfo=UTC)):
        assert period_of(Site(time_zone="America/Chicago"), {"days": "today"}).first == date(2026, 3, 8)
        assert period_of(Site(time_zone="Asia/Tokyo"), {"days": "today"}).first == date(2026, 3, 9)
