"""A grade in Gradescope's format, written by otter's own classes.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

from typing import Any

from torchgrade.records import Grade
from torchgrade.results.pending import show_pending

__all__ = ["to_gradescope"]


def to_gradescope(grade: Grade, config: dict[str, Any], dataset: str = "") -> dict[str, Any] | None:
    """Return the content of ``results.json``, or ``None`` where there must be none.

    Args:
        grade: the grade of one submission.
        config: the autograder's ``otter_config.json``.
        dataset: what tests measured on; students are told.

    Returns:
        ``None`` for an ungraded submission: Gradescope then shows a failed run and no score.
    """
    if grade.status == "ungraded":
        return None
    if grade.status == "rejected":
        output = f"This submission was not graded. {grade.message}"
        return {"score": 0, "output": output, "output_format": "text", "tests": []}
    from otter.run import AutograderConfig

    known = {key: value for key, value in config.items() if key != "token"}
    result: dict[str, Any] = _results(grade).to_gradescope_dict(AutograderConfig(known))
    if dataset:
        result["output"] = f"Tests that measure a model did so on the data set {dataset}."
        result["output_format"] = "text"
    show_pending(grade, result)
    result["execution_time"] = grade.seconds
    return result


def _results(grade: Grade) -> Any:
    """Give otter its own records back."""
    from otter.test_files import GradingResults, TestCase
    from otter.test_files.abstract_test import TestCaseResult
    from otter.test_files.exception_test import ExceptionTestFile

    test_files = []
    for question in grade.questions:
        cases = [
            TestCase(case.name, None, case.hidden, case.max_score, None, case.hint or None)
            for case in question.cases
        ]
        test_file = ExceptionTestFile(question.name, question.name, cases, all_or_nothing=False)
        test_file.test_case_results = [
            TestCaseResult(spec, case.message, case.status == "passed")
            for spec, case in zip(cases, question.cases, strict=True)
        ]
        # all_or_nothing is already in the score of each case.
        test_file.update_score(question.score)
        test_files.append(test_file)
    return GradingResults(test_files)
