"""Charts: which bar stands for which days."""

from datetime import date, timedelta

from player.engagement.charts import HEIGHT, chart
from player.engagement.reports import Figures

TODAY = date(2026, 3, 1)


def test_every_day_of_a_month_has_a_bar() -> None:
    drawn = chart({TODAY: Figures(4, 3, 2, 1000)}, TODAY - timedelta(days=29), TODAY)
    assert (drawn.days, len(drawn.bars), drawn.most) == (1, 30, 4)
    last = drawn.bars[-1]
    assert (last.first, last.last, last.height, last.completed_height) == (TODAY, TODAY, HEIGHT, HEIGHT / 2)
    assert all(bar.height == 0 for bar in drawn.bars[:-1])


def test_a_long_time_is_summed_up_in_whole_weeks_without_losing_a_play() -> None:
    first = TODAY - timedelta(days=1000)
    by_day = {first + timedelta(days=offset): Figures(1, 1, 0, 5) for offset in range(1001)}
    drawn = chart(by_day, first, TODAY)
    assert drawn.days == 28
    assert sum(bar.figures.plays for bar in drawn.bars) == 1001
    assert drawn.bars[-1].last == TODAY


def test_days_without_plays_draw_nothing() -> None:
    drawn = chart({}, TODAY, TODAY)
    assert (drawn.most, drawn.bars[0].height) == (0, 0)
