"""results.json: what Gradescope documents, no longer than it takes, and nothing in it is markup."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import torchgrade.results
from tests.support.grades import CONFIG, EVIL, GRADE, REJECTED, UNGRADED
from torchgrade.records import Grade
from torchgrade.results import to_gradescope, to_json
from torchgrade.texts import cut, share

SCHEMA = json.loads(
    (Path(torchgrade.results.__file__).parent / "gradescope.schema.json").read_text()
)
SETTINGS: list[dict[str, Any]] = [
    {},
    {"show_stdout": True},
    {"show_hidden": True},
    {"show_all_public": True},
    {"points_possible": 10},
    {"score_threshold": 0.5},
    {"force_public_test_summary": False, "show_hidden": True},
]


def results(grade: Grade, config: dict[str, Any], **options: Any) -> dict[str, Any]:
    made = to_gradescope(grade, config, **options)
    assert made is not None
    jsonschema.validate(made, SCHEMA)
    return made


def saying(message: str, cases: int = 1) -> Grade:
    [question] = GRADE.questions
    many = tuple(
        replace(question.cases[0], name=f"q1 - {n}", message=message) for n in range(cases)
    )
    return replace(GRADE, questions=(replace(question, cases=many),))


@pytest.mark.parametrize("config", SETTINGS)
def test_whatever_otter_is_told_gives_what_gradescope_documents(config: dict[str, Any]) -> None:
    made = results(GRADE, config, dataset="mnist", leaderboard={"Points": "score"})
    assert {part["output_format"] for part in (made, *made["tests"])} == {"text"}
    assert {test["name_format"] for test in made["tests"]} == {"text"}
    visible = [test for test in made["tests"] if test["visibility"] == "visible"]
    assert "SECRET" not in json.dumps(visible)


def test_what_a_student_wrote_is_shown_as_it_is_and_never_markup() -> None:
    made = results(saying(f"{EVIL} **bold** \x1b[31mred"), CONFIG)
    assert any(EVIL in test["output"] for test in made["tests"])
    assert {test["output_format"] for test in made["tests"]} == {"text"}


@pytest.mark.parametrize("message", ["x" * 10**6, "é" * 10**6, "\ud800" * 10**6])
def test_outputs_are_cut_to_what_gradescope_takes(message: str) -> None:
    made = results(saying(message, cases=40), CONFIG, dataset="mnist")
    outputs = [part["output"] for part in (made, *made["tests"])]
    assert sum(len(text.encode()) for text in outputs) <= 100_000
    assert "were cut here" in outputs[1]
    assert outputs[0].startswith("Tests that measure"), "a short text stays whole"
    to_json(made).encode()


def test_a_rejection_is_documented_too_and_a_fault_of_ours_has_no_results() -> None:
    assert results(REJECTED, CONFIG)["score"] == 0
    assert results(replace(REJECTED, message="\udcff" * 10**6), CONFIG)["tests"] == []
    assert to_gradescope(UNGRADED, CONFIG) is None


def test_the_leaderboard_shows_what_the_lab_asks_for_and_none_otherwise() -> None:
    columns = {"Points": "score", "Time": "seconds", "First question": "q1"}
    made = results(GRADE, CONFIG, leaderboard=columns)
    assert made["leaderboard"] == [
        {"name": "Points", "value": 0.0},
        {"name": "Time", "value": 0.5, "order": "asc"},
        {"name": "First question", "value": 0.0},
    ]
    assert "leaderboard" not in results(GRADE, CONFIG)


def test_a_grade_of_before_a_question_has_no_place_in_its_column() -> None:
    made = results(GRADE, CONFIG, leaderboard={"New": "q7"})
    assert made["leaderboard"] == [{"name": "New", "value": "-"}]


@given(st.lists(st.integers(0, 10_000), max_size=20), st.integers(0, 20_000))
def test_texts_share_the_room_and_no_smaller_share_would_do(sizes: list[int], total: int) -> None:
    size = share(sizes, total)
    assert sum(min(one, size) for one in sizes) <= total
    if sum(sizes) > total:
        assert sum(min(one, size + 1) for one in sizes) > total


@given(st.text(max_size=300), st.integers(0, 400))
def test_a_text_is_cut_to_its_size_in_bytes(text: str, size: int) -> None:
    short = cut(text, size)
    assert len(short.encode()) <= max(size, 0)
    if len(text.encode("utf-8", "replace")) <= size:
        assert short == text.encode("utf-8", "replace").decode()
