"""Figures, curves and texts: what is made of sums."""

from player.engagement.curves import Curve, Loss, curve
from player.engagement.figures import Change, Figures, changed, changes, moved, total
from player.engagement.texts import passages, scale_of
from synthesis.text.blocks import Block


def test_figures_add_up_and_rates_are_made_at_the_end() -> None:
    one = Figures(seen=10, plays=4, half=3, completed=2, heard_ms=1000, share_sum=3000, rate_sum=400)
    both = total([one, Figures(seen=2, plays=1, completed=1, heard_ms=500, share_sum=1000, rate_sum=90)])
    assert (both.play_percent, both.half_percent, both.completed_percent, both.heard_percent) == (42, 60, 60, 80)
    assert (both.heard_ms_a_play, both.rate) == (300, 0.98)


def test_rates_of_nothing_are_no_rates() -> None:
    nothing = Figures()
    assert (nothing.play_percent, nothing.half_percent, nothing.completed_percent, nothing.rate) == (None,) * 4
    assert nothing.heard_ms_a_play == 0


def test_counts_are_compared_in_percent_and_shares_in_points() -> None:
    assert changed(120, 100) == Change(20, "%")
    assert changed(0, 100) == Change(-100, "%")
    assert moved(54, 55) == Change(-1, "point")
    assert moved(60, 55) == Change(5, "points")


def test_what_was_too_small_or_not_there_is_not_compared() -> None:
    assert changed(9, 3) is None
    assert moved(None, 50) is None
    assert changes(Figures(plays=5), Figures(seen=9)) == {}


def test_where_most_readers_leave_is_the_sentence_after_which_the_most_are_gone() -> None:
    drawn = curve(5, 100, {"0": 100, "2": -10, "3": -40, "4": -5}, {"1": 7})
    assert drawn.listeners == (100, 100, 90, 50, 45)
    assert drawn.loss == Loss(sentence=2, heard=90, lost=40)
    assert drawn.loss.percent == 44


def test_a_curve_from_which_hardly_anybody_leaves_names_no_sentence() -> None:
    assert curve(3, 2, {"0": 2, "1": -1, "2": -1}, {}).loss is None
    assert curve(1, 50, {"0": 50}, {}).loss is None
    assert curve(0, 0, {}, {}).loss is None


def test_somebody_who_began_in_the_middle_was_not_lost() -> None:
    drawn = curve(4, 2, {"0": 1, "1": -1, "2": 1}, {})
    assert drawn.listeners == (1, 0, 1, 1)


def test_curves_of_days_add_up() -> None:
    assert curve(2, 1, {"0": 1}, {"0": 2}) + curve(2, 3, {"0": 3, "1": -3}, {}) == Curve(4, (4, 1), (2, 0))


def test_an_outline_is_as_long_for_a_short_text_as_for_a_long_one() -> None:
    short, long = curve(2, 4, {"0": 4, "1": -2}, {}), curve(200, 4, {"0": 4, "100": -2}, {})
    assert len(short.outline(24)) == len(long.outline(24)) == 24
    assert (long.outline(24)[0], long.outline(24)[-1]) == (100, 50)
    assert curve(0, 0, {}, {}).outline(24) == ()


def test_a_text_is_cut_where_its_sentences_are_and_loses_nothing() -> None:
    blocks = (Block("title", "The 🦀!"), Block("paragraph", "  One 🦀. Two."), Block("paragraph", "Silent."))
    sentences = [[0, 0, 7, 0, 1], [1, 2, 9, 1, 2], [1, 10, 14, 2, 3]]
    found = passages(blocks, sentences, Curve(4, (4, 4, 1), (0, 1, 0)))
    assert ["".join(piece.text for piece in passage.pieces) for passage in found] == [block.text for block in blocks]
    numbered = [
        (piece.text, piece.number, piece.share) for passage in found for piece in passage.pieces if piece.number
    ]
    assert numbered == [("The 🦀!", 1, 100), ("One 🦀.", 2, 100), ("Two.", 3, 25)]
    marked = [piece.number for passage in found for piece in passage.pieces if piece.is_loss]
    assert marked == [2]


def test_tones_go_from_the_least_heard_sentence_to_the_most_heard_one() -> None:
    scale = scale_of(Curve(100, (100, 80, 60), (0, 0, 0)))
    assert [scale.tone(share) for share in (100, 80, 60)] == [10, 5, 0]


def test_shares_that_hardly_differ_look_nearly_the_same() -> None:
    scale = scale_of(Curve(100, (100, 99, 98), (0, 0, 0)))
    assert [scale.tone(share) for share in (100, 99, 98)] == [10, 10, 9]
