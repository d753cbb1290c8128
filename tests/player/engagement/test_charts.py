"""Charts: which bar stands for which days, and how high."""

from datetime import date, timedelta

import pytest

from player.engagement.charts import ceiling, chart, columns
from player.engagement.figures import Figures

TODAY = date(2026, 3, 1)


def days(back: int) -> date:
    return TODAY - timedelta(days=back)


def test_every_day_of_four_weeks_has_a_bar() -> None:
    drawn = chart({TODAY: Figures(plays=4, completed=2)}, days(27), TODAY)
    assert (drawn.days, len(drawn.bars), drawn.most) == (1, 28, 4)
    last = drawn.bars[-1]
    assert (last.first, last.last, last.height, last.completed_height) == (TODAY, TODAY, 100, 50)
    assert all(bar.height == 0 for bar in drawn.bars[:-1])


def test_a_long_time_is_summed_up_in_whole_weeks_without_losing_a_play() -> None:
    by_day = {days(back): Figures(plays=1) for back in range(1001)}
    drawn = chart(by_day, days(1000), TODAY)
    assert drawn.days == 28
    assert sum(bar.figures.plays for bar in drawn.bars) == 1001
    assert drawn.bars[-1].last == TODAY


def test_days_without_plays_draw_nothing() -> None:
    assert chart({}, TODAY, TODAY).bars[0].height == 0


def test_a_day_is_laid_beside_its_day_in_the_period_before() -> None:
    before = {days(27 + 28): Figures(plays=8), days(28): Figures(plays=2)}
    drawn = chart({days(27): Figures(plays=4)}, days(27), TODAY, before)
    assert [drawn.bars[0].before_height, drawn.bars[-1].before_height] == [100, 25]
    assert drawn.bars[0].height == 50


def test_an_edit_stands_on_its_day_and_one_outside_of_the_chart_nowhere() -> None:
    drawn = chart({}, days(9), TODAY, events=[days(3), days(30)])
    assert [(event.x, event.number) for event in drawn.events] == [(65.0, 1)]


def test_dates_are_written_below_the_first_bar_and_the_last() -> None:
    drawn = chart({}, days(27), TODAY)
    assert (drawn.labels[0].first, drawn.labels[-1].last, len(drawn.labels)) == (days(27), TODAY, 5)
    assert len(chart({}, TODAY, TODAY).labels) == 1


@pytest.mark.parametrize("count", [0, 1, 4, 5, 17, 99, 143, 1000, 2_100, 987_654])
def test_a_chart_ends_with_a_round_number_not_far_above_its_highest_bar(count: int) -> None:
    most = ceiling(count)
    assert most % 4 == 0
    assert max(count, 4) <= most <= max(4, 2 * count)


def test_columns_stand_side_by_side_and_none_is_higher_than_the_drawing() -> None:
    first, second = columns([2, 8])
    assert (first.height, first.y, second.height, second.y) == (25, 75, 100, 0)
    assert first.x + first.width < second.x < second.x + second.width < 100
