"""A grade in Gradescope's format, written by otter's own classes.

https://gradescope-autograders.readthedocs.io/en/latest/specs/; gradescope.schema.json beside this
file is the corresponding JSON Schema. Every text has the format "text", which Gradescope shows
literally: in the others a student's text would be markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torchgrade.records import CaseGrade, Grade
from torchgrade.results.pending import show_pending
from torchgrade.results.question_feedback import by_hand, feedback_of, notes_of, sentence_of
from torchgrade.texts import cut, share

__all__ = ["prepare", "to_gradescope"]

_ALL, _CASE = 100_000, 8_000
"""Most bytes of all outputs together, and of a test case's message."""


def prepare() -> None:
    """Import otter's classes ahead of time: it takes a second."""
    import otter.run  # noqa: F401


def to_gradescope(
    grade: Grade,
    config: dict[str, Any],
    dataset: str = "",
    *,
    leaderboard: Mapping[str, str] | None = None,
) -> dict[str, Any] | None:
    """Return the content of ``results.json``, or ``None`` if there must be none.

    Args:
        grade: the grade of one submission.
        config: the autograder's ``otter_config.json``.
        dataset: the data set that tests used; students are told.
        leaderboard: a column's title -> "score", "seconds", or a question's name.

    Returns:
        ``None`` for an ungraded submission: Gradescope then shows a failed run and no score.
    """
    if grade.status == "ungraded":
        return None
    if grade.status == "rejected":
        output = f"This submission was not graded. {grade.message}"
        return _bounded({"score": 0, "output": output, "tests": []})
    from otter.run.run_autograder.autograder_config import AutograderConfig

    known = {key: value for key, value in config.items() if key != "token"}
    result: dict[str, Any] = _results(grade).to_gradescope_dict(AutograderConfig(known))
    said = _of_all(grade)
    if dataset:
        said.append(f"Tests that measure a model did so on the data set {dataset}.")
    if said:
        result["output"] = "\n".join(said)
    _show_overrides(grade, result)
    show_pending(grade, result)
    _show_marks(grade, result)
    if grade.notebook_seconds is not None:
        result["execution_time"] = grade.notebook_seconds
    if leaderboard:
        result["leaderboard"] = [_entry(grade, title, what) for title, what in leaderboard.items()]
    return _bounded(result)


def _of_all(grade: Grade) -> list[str]:
    """Return information on the whole submission; nothing in it depends on a hidden test."""
    found = [f"Note: {note}." for note in notes_of(grade)]
    told = [one for one in feedback_of(grade, {}) if one.lost_in_public]
    names = {one.question.name for one in told}
    for cause in grade.causes:
        text = sentence_of(cause, [name for name in cause.questions if name in names])
        found.append(f"{text} ({cause.said})" if cause.said else text)
    for one in told:
        found += [f"{one.heading}: {text}" for text in (one.why, *one.remarks) if text]
    return found


def _show_marks(grade: Grade, result: dict[str, Any]) -> None:
    """Show the marks for written answers, once grades are published."""
    result["tests"] += [
        {
            "name": f"{mark.question} (marked by a person)",
            "score": mark.points,
            "max_score": mark.max_score,
            "visibility": "after_published",
            "output": "\n".join(filter(None, [*mark.reasons, mark.comment])),
        }
        for mark in grade.marks
    ]
    if grade.marks and "score" in result:
        result["score"] = round(grade.score or 0.0, 5)


def _show_overrides(grade: Grade, result: dict[str, Any]) -> None:
    """Say in a question's entry which points a person gave, and why; as visible as the entry."""
    said = {question.name: by_hand(question) for question in grade.overridden_questions}
    for entry in result["tests"]:
        if entry["name"] in said and "max_score" in entry:
            entry["output"] = f"{said[entry['name']]}\n{entry.get('output', '')}"


def _entry(grade: Grade, title: str, what: str) -> dict[str, Any]:
    if what == "seconds":
        seconds = grade.notebook_seconds  # how long hidden tests took is not shown
        return {"name": title, "value": "-" if seconds is None else seconds, "order": "asc"}
    scores = {question.name: question.score for question in grade.questions}
    # An older grade lacks a question that the lab has got since.
    return {"name": title, "value": grade.score if what == "score" else scores.get(what, "-")}


def _bounded(result: dict[str, Any]) -> dict[str, Any]:
    """Cut the outputs to what fits, and mark all of them as plain text."""
    parts = [result, *result["tests"]]
    sizes = [len(part.get("output", "").encode("utf-8", "replace")) for part in parts]
    size = share(sizes, _ALL)
    for part in parts:
        if "output" in part:
            part["output"] = cut(part["output"], size)
            part["output_format"] = "text"
    for test in result["tests"]:
        test["name_format"] = "text"
    return result


def _message(case: CaseGrade) -> str:
    return "Not graded yet." if case.status == "ungraded" else case.message


def _results(grade: Grade) -> Any:
    """Return a grade in otter's own records."""
    from otter.test_files import GradingResults, TestCase
    from otter.test_files.abstract_test import TestCaseResult
    from otter.test_files.exception_test import ExceptionTestFile

    test_files = []
    for told in feedback_of(grade, {}):
        question = told.question
        cases = [
            TestCase(case.name, None, case.hidden, case.max_score, None, told.hint(case) or None)
            for case in question.cases
        ]
        test_file = ExceptionTestFile(question.name, question.name, cases, all_or_nothing=False)
        test_file.test_case_results = [
            TestCaseResult(spec, cut(_message(case), _CASE), case.status == "passed")
            for spec, case in zip(cases, question.cases, strict=True)
        ]
        # all_or_nothing is already in the score of each case.
        test_file.update_score(question.score)
        test_files.append(test_file)
    return GradingResults(test_files)
