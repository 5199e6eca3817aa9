"""Points, and whose mark counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from torchgrade.marking.model import AnswerMarks, Given, Item, Place, Scale

ITEMS = {
    1: Item(1, "q", "no plot", -2),
    2: Item(2, "q", "no reason", -3),
    3: Item(3, "q", "neat", 1),
}
DOWN, UP = Scale("q", 4, True, ITEMS), Scale("q", 4, False, ITEMS)


def given(*items: int, by: str = "Ada", place: Place = "first", **more: object) -> Given:
    made = Given(1, place, by, True, items)
    return replace(made, **more)  # type: ignore[arg-type]


FIRST, SECOND = given(1), given(2, by="Bea", place="second")
SETTLED = given(by="Cy", place="settled", adjustment=-1.5)


@pytest.mark.parametrize(
    ("scale", "mark", "points"),
    [
        (DOWN, given(), 4),
        (DOWN, given(1), 2),
        (DOWN, given(1, 2), 0),
        (DOWN, given(3), 4),
        (DOWN, given(1, adjustment=0.5), 2.5),
        (DOWN, given(99), 4),
        (UP, given(), 0),
        (UP, given(3), 1),
        (UP, given(3, adjustment=9), 4),
    ],
)
def test_points_are_counted_down_or_up_within_what_there_is(
    scale: Scale, mark: Given, points: float
) -> None:
    assert scale.points(mark) == points


def test_a_line_that_is_removed_or_edited_counts_so_in_all_marks() -> None:
    removed = replace(DOWN, items={**ITEMS, 1: replace(ITEMS[1], removed=True)})
    dearer = replace(DOWN, items={**ITEMS, 1: replace(ITEMS[1], points=-3.5)})
    assert [scale.points(given(1)) for scale in (DOWN, removed, dearer)] == [2, 4, 0.5]
    assert DOWN.reasons(given(2, 1)) == ("-2: no plot", "-3: no reason")
    assert removed.reasons(given(2, 1)) == ("-3: no reason",)


@pytest.mark.parametrize(
    ("marks", "state", "counts"),
    [
        (AnswerMarks(False), "open", None),
        (AnswerMarks(False, replace(FIRST, done=False)), "begun", None),
        (AnswerMarks(False, FIRST), "marked", FIRST),
        (AnswerMarks(True, FIRST), "waits", None),
        (AnswerMarks(True, FIRST, SECOND), "differs", None),
        (AnswerMarks(True, FIRST, given(1, by="Bea", place="second")), "marked", FIRST),
        (AnswerMarks(True, FIRST, SECOND, SETTLED), "marked", SETTLED),
        (AnswerMarks(False, FIRST, SECOND), "differs", None),
    ],
)
def test_what_counts_of_the_marks_of_an_answer(
    marks: AnswerMarks, state: str, counts: Given | None
) -> None:
    assert marks.state(DOWN) == state
    assert marks.counts(DOWN) == counts


def test_nobody_sees_another_mark_before_giving_one() -> None:
    one = AnswerMarks(True, FIRST)
    assert one.shown_to("Ada") == (FIRST,)
    assert one.shown_to("Bea") == ()
    assert (one.own("Bea"), one.place_for("Bea")) == (None, "second")
    begun = AnswerMarks(True, FIRST, replace(SECOND, done=False))
    assert begun.shown_to("Bea") == (begun.second,)
    both = AnswerMarks(True, FIRST, SECOND)
    assert both.shown_to("Ada") == both.shown_to("Cy") == (FIRST, SECOND)
    assert both.place_for("Cy") is None


def test_an_answer_that_one_marks_is_open_to_all() -> None:
    one = AnswerMarks(False, FIRST)
    assert one.shown_to("Bea") == (FIRST,)
    assert (one.own("Bea"), one.place_for("Bea")) == (FIRST, "first")


def test_a_comment_of_either_reaches_the_student_where_they_agree() -> None:
    second = given(1, by="Bea", place="second", comment="Well put.")
    assert AnswerMarks(True, FIRST, second).counts(DOWN) == second
