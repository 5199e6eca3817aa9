"""An order beside the one that is wanted, as a picture on a card."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from torchgrade import checks
from torchgrade.checks.seen import Order
from torchgrade.student.pictures.choice import picture_of
from torchgrade.student.pictures.order import picture_of_order, steps_of
from torchgrade.student.pictures.picture import Picture


def marks(got: str, wanted: str) -> list[tuple[str, str, str]]:
    return [tuple(step) for step in steps_of(got.split(), wanted.split())]  # type: ignore[misc]


def test_what_is_missing_extra_or_differs_is_marked_in_its_place() -> None:
    assert marks("a c d", "a b c e") == [
        ("a", "a", ""),
        ("", "b", "missing"),
        ("c", "c", ""),
        ("d", "e", "differs"),
    ]
    assert marks("a b", "a")[1] == ("b", "", "extra")


def test_neighbours_that_changed_places_are_swapped_and_others_moved() -> None:
    assert marks("a c b d", "a b c d") == [
        ("a", "a", ""),
        ("c", "b", "swapped"),
        ("b", "c", "swapped"),
        ("d", "d", ""),
    ]
    assert [one[2] for one in marks("d a b c", "a b c d")] == ["moved", "", "", "", "moved"]
    twice = [one[2] for one in marks("d d a b c", "a b c d")]
    assert sorted(twice) == ["", "", "", "extra", "moved", "moved"]


def test_names_in_place_are_not_shifted_for_a_longer_match() -> None:
    assert [one[2] for one in marks("on on on off", "on on off off")] == ["", "", "differs", ""]


def drawn(got: object, wanted: object) -> Picture | None:
    with pytest.raises(AssertionError) as caught:
        checks.equal(got, wanted)
    return picture_of(caught.value)


def test_layers_that_ran_stand_beside_those_that_are_wanted() -> None:
    net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.BatchNorm1d(4)).eval()
    with pytest.raises(AssertionError) as caught:
        checks.layer_order(net, torch.ones(2, 4), ["Linear", "BatchNorm1d", "ReLU"])
    picture = picture_of(caught.value)
    assert picture is not None
    assert picture.lines == (
        "yours beside what is expected:",
        "  yours   Linear  ReLU         BatchNorm1d",
        "  wanted  Linear  BatchNorm1d  ReLU",
        "                  swapped      swapped",
    )
    said = "Step 2 is ReLU, and BatchNorm1d is wanted; step 3 is BatchNorm1d, and ReLU is wanted."
    assert picture.caption == said
    assert f'role="img" aria-label="Yours beside what is expected. {said}"' in picture.drawing


def test_modes_and_truth_values_are_names_too_and_a_name_is_no_markup() -> None:
    assert "missing" in str(drawn(["train", "eval"], ["train", "eval", "train"]))
    assert "differs" in str(drawn([True, None, False], [True, None, True]))
    picture = drawn(["<b>", "a", "b"], ["a", "a", "b"])
    assert picture is not None
    assert "<td>&lt;b&gt;</td>" in picture.drawing
    empty = drawn([], ["a", "b", "c"])
    assert empty is not None
    assert empty.drawing.count("missing</td>") == 3


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        (["a"], ["b"]),  # an answer, and no order
        (["a", "b"], ["b", "a"]),
        (["a", "b", "c" * 30], ["a", "b", "d"]),
        ({"a", "b", "c"}, {"a", "b", "d"}),
        (["a", 1, 2], ["a", 1, 3]),
        (["a"] * 90, ["b"] * 90),
    ],
)
def test_what_is_no_short_list_of_names_has_no_picture(got: object, wanted: object) -> None:
    assert drawn(got, wanted) is None


def test_a_long_order_goes_over_several_lines() -> None:
    names = tuple(f"Layer{number}" for number in range(20))
    picture = picture_of_order(Order(names[1:], names))
    assert picture is not None
    assert max(map(len, picture.lines)) < 90
    assert sum(line.startswith("  wanted") for line in picture.lines) == 3
