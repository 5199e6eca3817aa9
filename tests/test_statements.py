"""Statements in two polarities: who gets which, and what the key says."""

import pytest

from torchgrade.errors import AuthorError
from torchgrade.statements import statements_for, verdicts_for

PAIRS = {
    "a": ("Water boils at sea level at 100 degrees.", "Water boils at sea level at 90 degrees."),
    "b": ("Seven is even.", "Seven is odd."),
    "c": ("Ice floats.", "Ice sinks."),
}
TRUE = {"Water boils at sea level at 100 degrees.", "Seven is odd.", "Ice floats."}
STUDENTS = [f"student {i}" for i in range(400)]


def test_each_student_gets_one_text_of_each_pair():
    for student in STUDENTS:
        drawn = statements_for(student, PAIRS)
        assert list(drawn) == ["a", "b", "c"]
        assert all(drawn[letter] in PAIRS[letter] for letter in PAIRS)


def test_both_polarities_occur_alike_and_independently():
    drawn = [tuple(verdicts_for(student, PAIRS, TRUE).values()) for student in STUDENTS]
    counts = {verdicts: drawn.count(verdicts) for verdicts in set(drawn)}
    assert len(counts) == 8
    assert all(20 <= count <= 85 for count in counts.values())


def test_a_name_is_the_same_however_it_is_spaced_and_capitalised():
    wanted = statements_for("Ada Lovelace", PAIRS)
    assert all(statements_for(f"  ADA {space}lovelace ", PAIRS) == wanted for space in ("", "\t"))


def test_the_order_in_a_pair_tells_nothing():
    turned = {letter: texts[::-1] for letter, texts in PAIRS.items()}
    for student in STUDENTS[:50]:
        assert statements_for(student, turned) == statements_for(student, PAIRS)
        assert statements_for(student, {k: set(v) for k, v in PAIRS.items()}) == statements_for(
            student, PAIRS
        )


def test_a_verdict_is_whether_the_key_holds_the_text():
    for student in STUDENTS[:50]:
        drawn = statements_for(student, PAIRS)
        wanted = {letter: text in TRUE for letter, text in drawn.items()}
        assert verdicts_for(student, PAIRS, TRUE) == wanted


@pytest.mark.parametrize("student", ["", "   ", None, ..., 7])
def test_without_a_name_nothing_is_drawn(student):
    with pytest.raises(ValueError, match="name or number"):
        statements_for(student, PAIRS)


@pytest.mark.parametrize("texts", [("one",), ("one", "one"), ("one", "two", "three")])
def test_a_pair_is_two_texts(texts):
    with pytest.raises(AuthorError, match="a: expected two"):
        statements_for("Ada", {"a": texts})


@pytest.mark.parametrize("key", [set(), {"Ice floats.", "Ice sinks."}])
def test_the_key_holds_one_text_of_each_pair(key):
    with pytest.raises(AuthorError, match="c: the key"):
        verdicts_for("Ada", {"c": PAIRS["c"]}, key)
