"""Rules about the budget: the time and memory that grading needs, and Gradescope's container."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import CONTAINER_MEMORY, Budget, Proof

__all__ = ["CellNearItsLimit", "NearItsLimit", "TooMuchMemory", "TooSlow"]

_CPUS, _SECONDS = 0.5, 600
_APART = 1.1  # multiple of the other questions' memory above which a question is to blame


class TooSlow(Rule):
    """Grading the solution would take more than a third of Gradescope's 10 minutes at 0.5 CPU.

    The rest is needed for students whose code is slower than the author's.
    """

    code = "V801"
    slug = "too-slow"
    gate = "budget"
    advice = "Tag cells that train as `otter_ignore`, and make the tests' inputs smaller."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the time, if it is too long."""
        if proof.budget is None:
            return
        there = proof.budget.seconds / _CPUS
        if there > _SECONDS / 3:
            yield self.finding(
                proof,
                f"expected at most {_SECONDS / 3:.0f} s at {_CPUS} CPU, found {there:.0f} s "
                f"({proof.budget.seconds:.0f} s with one core)",
                place=proof.lab.name,
            )


class TooMuchMemory(Rule):
    """Grading the solution takes more memory (PSS) than Gradescope's container has by default.

    Near that limit each question is also measured alone, and the one that needs most is named. A
    CUDA build of torch needs several hundred MB more than the CPU build, which belongs there.
    """

    code = "V802"
    slug = "too-much-memory"
    gate = "budget"
    severity = "warning"
    advice = "Make the tests' inputs smaller, or choose a larger container for this assignment."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the memory, if it is too much, with the question that needs it."""
        if proof.budget and proof.budget.memory > CONTAINER_MEMORY:
            question = _greediest(proof.budget)
            whose = "the notebook's own cells take most of it, whatever is tested"
            if question:
                alone = proof.budget.alone[question] >> 20
                whose = f"the tests of {question} take most, {alone} MiB with the cells"
            yield self.finding(
                proof,
                f"expected at most {CONTAINER_MEMORY >> 20} MiB, found "
                f"{proof.budget.memory >> 20} MiB{f': {whose}' if proof.budget.alone else ''}",
                place=proof.lab.name,
                question=question,
            )


def _greediest(budget: Budget) -> str:
    """Return the question that needs more memory than the others; empty if none stands out."""
    name = max(budget.alone, key=lambda name: budget.alone[name], default="")
    most, least = budget.alone.get(name, 0), min(budget.alone.values(), default=0)
    return name if most > _APART * least else ""


class NearItsLimit(Rule):
    """The lab's own limit leaves the solution less than a third of its time.

    Students whose code is three times as slow as the author's would run out of time.
    """

    code = "V803"
    slug = "near-its-limit"
    gate = "budget"
    advice = "Raise `seconds` in `[limits]` of lab.toml, or make the lab faster."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the time, if it is too near the limit."""
        if proof.budget and proof.budget.seconds > proof.manifest.seconds / 3:
            yield self.finding(
                proof,
                f"expected a third of the lab's {proof.manifest.seconds} s at most, found "
                f"{proof.budget.seconds:.0f} s",
                place="lab.toml",
            )


class CellNearItsLimit(Rule):
    """A cell of the solution takes more than a third of the time limit for a cell.

    A student's cell would be interrupted if it were three times as slow.
    """

    code = "V804"
    slug = "cell-near-its-limit"
    gate = "budget"
    advice = (
        "Raise `cell` in `[limits]` of lab.toml, make the cell faster, or tag it `otter_ignore`."
    )

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the slowest cell, if it is too near the limit."""
        cell, seconds = proof.budget.slowest if proof.budget else (0, 0.0)
        limit = proof.manifest.cell_seconds
        if seconds > limit / 3:
            yield self.finding(
                proof,
                f"expected a third of the {limit} s of a cell at most, found {seconds:.0f} s",
                place=f"cell {cell} of the solved notebook",
            )
