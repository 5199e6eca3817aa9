"""Data of another form than expected is refused by the field that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from torchgrade.files.decoding import FormError, decoded, read_json


class Case(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    status: Literal["passed", "failed"] = "passed"
    points: float = 1.0


class Lab(msgspec.Struct, forbid_unknown_fields=True):
    cases: tuple[Case, ...]
    by_name: dict[str, Case] = {}
    first: Case | None = None


CASE = {"name": "q1"}


def test_data_of_the_form_is_a_struct() -> None:
    lab = decoded({"cases": [CASE], "by_name": {"a": CASE}, "first": None}, Lab)
    assert lab == Lab((Case("q1"),), {"a": Case("q1")})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "expected an object, got []"),
        ({}, "cases: expected a value, got nothing"),
        ({"cases": [CASE, {}]}, "cases[1].name: expected a value, got nothing"),
        ({"cases": [{**CASE, "point": 1}]}, "cases[0]: unknown key 'point' (did you mean 'points'"),
        ({"cases": [{**CASE, "points": "1"}]}, "cases[0].points: expected a number, got '1'"),
        (
            {"cases": [{**CASE, "status": "x"}]},
            "cases[0].status: expected one of failed, passed, got 'x'",
        ),
        (
            {"cases": [], "by_name": {"a": CASE, "b": {"name": 1}}},
            "by_name.b.name: expected a text, got 1",
        ),
        (
            {"cases": [], "by_name": {"a": CASE, "b": {**CASE, "nam": 1}}},
            "by_name.b: unknown key 'nam' (did you mean 'name'?)",
        ),
        ({"cases": [], "first": {"nam": 1}}, "first: unknown key 'nam' (did you mean 'name'?)"),
        ({"cases": [], "first": 3}, "first: expected an object, got 3"),
        ({"cases": [], "by_name": {1: CASE}}, "expected a text"),
    ],
)
def test_the_field_that_is_wrong_is_named(data: Any, said: str) -> None:
    with pytest.raises(FormError) as caught:
        decoded(data, Lab)
    assert str(caught.value).startswith(said)


def test_words_for_a_field_stand_in_for_those_of_its_type() -> None:
    expected = {"by_name.*.points": "points", "cases": "all cases"}
    with pytest.raises(FormError, match=r"by_name\.b\.points: expected points, got '1'"):
        decoded({"cases": [], "by_name": {"b": {**CASE, "points": "1"}}}, Lab, expected)
    with pytest.raises(FormError, match="cases: expected all cases, got nothing"):
        decoded({}, Lab, expected)


@dataclass(frozen=True)
class Question:
    name: str
    cases: tuple[Case, ...] = ()
    parts: tuple[Question, ...] = ()


def test_a_dataclass_is_decoded_as_strictly() -> None:
    data = {"name": "q1", "cases": [CASE], "parts": [{"name": "q2"}]}
    assert decoded(data, Question) == Question("q1", (Case("q1"),), (Question("q2"),))
    for wrong, said in (
        ({"name": "q1", "case": []}, "unknown key 'case'"),
        ({"name": "q1", "parts": [{"name": "q", "pats": []}]}, "parts[0]: unknown key 'pats'"),
        ({"name": 1}, "name: expected a text, got 1"),
    ):
        with pytest.raises(FormError) as caught:
            decoded(wrong, Question)
        assert str(caught.value).startswith(said)


@pytest.mark.parametrize("content", ["", "{", "[" * 10_000, '{"name": 1}', "\xff"])
def test_a_file_that_is_wrong_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(FormError) as caught:
        read_json(path, Case)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "-1e308", "9" * 400, "1e16"])
def test_a_number_that_nobody_means_is_refused(tmp_path: Path, number: str) -> None:
    """It could not be summed up, nor written into a table or another file."""
    path = tmp_path / "points.json"
    path.write_text(f'{{"q1": {number}}}')
    with pytest.raises(FormError, match=f"expected numbers up to 1e\\+15, got {number[:9]}"):
        read_json(path, dict[str, float])
    path.write_text('{"q1": 1e15, "q2": -3, "q3": 0.25}')
    assert read_json(path, dict[str, float]) == {"q1": 1e15, "q2": -3, "q3": 0.25}


def test_what_was_found_is_shown_in_part_where_it_is_long() -> None:
    with pytest.raises(FormError) as caught:
        decoded({"cases": "x" * 1000}, Lab)
    assert len(str(caught.value)) < 200
