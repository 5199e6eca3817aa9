"""A message says who is meant and what is wrong, and repeats nothing that a student could forge."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from torchgrade.checks.messages import fail, is_numpy_scalar, kind, listed, plural, show


def test_a_failure_is_a_sentence_with_its_hint_at_the_end() -> None:
    with pytest.raises(AssertionError, match=r"^the mask is wrong\. Look at p\.$"):
        fail("the mask", "is wrong.", "Look at p.")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "None"),
        (..., "`...`"),
        ([1], "a list"),
        (3, "an int"),
        (torch.zeros(2), "a tensor"),
        (np.zeros(2), "an ndarray"),
    ],
)
def test_a_type_is_named_with_its_article(value: object, name: str) -> None:
    assert kind(value) == name


def test_plain_values_are_shown_and_cut_short() -> None:
    assert show({"a": (1, 2.5, True)}) == "{'a': (1, 2.5, True)}"
    assert len(show("x" * 10_000)) == 120


def test_the_text_of_a_students_object_is_never_shown() -> None:
    class Loud:
        def __repr__(self) -> str:
            return "<script>"

    class Text(str):
        __slots__ = ()

        def __repr__(self) -> str:
            return "<script>"

    for value in (Loud(), [Loud()], {"a": Loud()}, Text("a"), [Text("a")]):
        assert "script" not in show(value)


def test_only_scalars_of_numpy_itself_count_as_such() -> None:
    forged = type("float64", (np.float64,), {"__module__": "numpy"})
    assert is_numpy_scalar(np.float32(1))
    assert not is_numpy_scalar(forged(1))
    assert not is_numpy_scalar(1.0)


def test_long_lists_are_counted_and_nouns_agree_with_numbers() -> None:
    assert listed(["a", "b"]) == "'a', 'b'"
    assert listed([str(i) for i in range(7)]).endswith("and 2 more")
    assert plural(1, "value") == "1 value"
    assert plural(3000, "value") == "3,000 values"
