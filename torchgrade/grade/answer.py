"""What a referee answered, as an outcome."""

from __future__ import annotations

from typing import Any

from torchgrade.grade.bundle import Bundle
from torchgrade.grade.engine import CaseOutcome, CellError, Outcome
from torchgrade.records import CellOutput

__all__ = ["outcome_of"]


def outcome_of(bundle: Bundle, result: dict[str, Any], seed: str) -> Outcome:
    """Read a referee's answer.

    Args:
        bundle: the autograder.
        result: what it says under "result".
        seed: that of the tests' random inputs.
    """
    flags = list(result["flags"])
    if bundle.foreign:
        flags.append("graded with operators of the student's own objects, as plain otter does")
    return Outcome(
        questions={
            name: tuple(CaseOutcome(c["passed"], str(c["message"]), c["gpu"]) for c in cases)
            for name, cases in result["questions"].items()
        },
        errors=tuple(CellError(**error) for error in result["errors"]),
        isolation=tuple(result["isolation"]),
        flags=tuple(flags),
        outputs=tuple(CellOutput(o["cell"], o["text"]) for o in result["outputs"]),
        seconds={int(cell): float(seconds) for cell, seconds in result["seconds"]},
        seed=seed,
        details={(name, int(index)): text for name, index, text in result["details"]},
    )
