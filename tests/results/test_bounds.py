"""However much a submission shows, what is kept of it and made for people has an end.

Of one submission: a megabyte of outputs, as much of messages of tests; so no more than 12 MB of
feedback, where each character may become an entity of HTML, and 5 MB in grades.json.
"""

from __future__ import annotations

from dataclasses import replace

from tests.support.grades import BATCH, CONFIG, GRADE, MANIFEST
from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.engine.referee.outcomes import CellRun, kept_outputs
from torchgrade.grade.score import score
from torchgrade.records import CaseSpec, CellOutput, Grade, QuestionSpec
from torchgrade.results import feedback, report, to_gradescope, to_json
from torchgrade.results.writer import grades_csv

LOUD = "<&\"'" * 25_000


def loud() -> Grade:
    outputs = kept_outputs(CellRun(cell=n, text=LOUD * 41) for n in range(2000))
    cases = tuple(CaseSpec(f"q1 - {i}", f"test_{i}", False, 1) for i in range(100))
    manifest = replace(MANIFEST, questions=(QuestionSpec("q1", 100, cases=cases),))
    outcome = Outcome({"q1": (CaseOutcome(False, LOUD),) * 100})
    return replace(
        GRADE,
        questions=score(manifest, outcome),
        outputs=outputs,
        message=LOUD,
        flags=(LOUD[:500],) * 51,
    )


def test_outputs_are_kept_within_bounds_for_all_cells_together() -> None:
    """And a sentence says where they end."""
    large = kept_outputs(CellRun(cell=n, text=LOUD) for n in range(1, 1500))
    assert sum(len(output.text.encode()) for output in large) < 1_001_000
    assert "left out" in large[-1].text
    small = kept_outputs(CellRun(cell=n, text="x") for n in range(1, 1500))
    assert len(small) == 501
    assert "500 cells and 1 MB" in small[-1].text
    few = [CellRun(cell=1, text="x"), CellRun(cell=2), CellRun(cell=3, text="y")]
    assert kept_outputs(few) == (CellOutput(1, "x"), CellOutput(3, "y"))


def test_all_that_is_made_of_one_submission_has_an_end() -> None:
    grade = loud()
    batch = replace(BATCH, grades=(grade,))
    gradescope = to_gradescope(grade, CONFIG)
    assert gradescope is not None
    assert len(feedback(grade, MANIFEST)) < 12e6
    assert len(to_json(batch.to_dict())) < 5e6
    assert len(to_json(gradescope)) < 250e3
    assert len(grades_csv(batch, MANIFEST)) < 100e3
    assert len(report(batch, MANIFEST)) < 1e6
