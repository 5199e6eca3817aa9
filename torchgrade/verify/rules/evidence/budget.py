"""Budget: what grading takes, against Gradescope's container."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["CellNearItsLimit", "NearItsLimit", "TooMuchMemory", "TooSlow"]

_CPUS, _SECONDS, _MEMORY = 0.5, 600, 768 * 2**20


class TooSlow(Rule):
    """Grading the solution would take more than a third of Gradescope's 10 minutes at 0.5 CPU.

    The rest is for students whose code is slower than the author's.
    """

    code = "V801"
    slug = "too-slow"
    gate = "budget"
    advice = "Tag cells that train as `otter_ignore`, and make the tests' inputs smaller."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the time, where it is too long."""
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

    A CUDA build of torch takes several hundred MB more than the CPU build that belongs there.
    """

    code = "V802"
    slug = "too-much-memory"
    gate = "budget"
    severity = "warning"
    advice = "Make the tests' inputs smaller, or choose a larger container for this assignment."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the memory, where it is too much."""
        if proof.budget and proof.budget.memory > _MEMORY:
            yield self.finding(
                proof,
                f"expected at most {_MEMORY >> 20} MiB, found {proof.budget.memory >> 20} MiB",
                place=proof.lab.name,
            )


class NearItsLimit(Rule):
    """The lab's own limit leaves the solution less than a third of its time.

    Students whose code is three times as slow as the author's would be cut off.
    """

    code = "V803"
    slug = "near-its-limit"
    gate = "budget"
    advice = "Raise `seconds` in `[limits]` of lab.toml, or make the lab faster."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the time, where it is too near to the limit."""
        if proof.budget and proof.budget.seconds > proof.manifest.seconds / 3:
            yield self.finding(
                proof,
                f"expected a third of the lab's {proof.manifest.seconds} s at most, found "
                f"{proof.budget.seconds:.0f} s",
                place="lab.toml",
            )


class CellNearItsLimit(Rule):
    """One cell of the solution takes more than a third of the time that a cell may take.

    A student's cell that is three times as slow would be interrupted.
    """

    code = "V804"
    slug = "cell-near-its-limit"
    gate = "budget"
    advice = (
        "Raise `cell` in `[limits]` of lab.toml, make the cell faster, or tag it `otter_ignore`."
    )

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the slowest cell, where it is too near to the limit."""
        cell, seconds = proof.budget.slowest if proof.budget else (0, 0.0)
        limit = proof.manifest.cell_seconds
        if seconds > limit / 3:
            yield self.finding(
                proof,
                f"expected a third of the {limit} s of a cell at most, found {seconds:.0f} s",
                place=f"cell {cell} of the solved notebook",
            )
