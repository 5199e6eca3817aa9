"""A rule about tests that need a GPU, which this machine can't judge."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["NotJudgedHere"]


class NotJudgedHere(Rule):
    """A test needs a GPU (`checks.needs_gpu`), and this machine has none.

    It was pending for the solution and for every variant, so nothing here speaks for or against it.
    """

    code = "V104"
    slug = "not-judged-here"
    gate = "solution"
    severity = "warning"
    advice = "Verify the lab once more on a machine with a GPU."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each test that was pending for the solution."""
        run = proof.solution.get("isolated")
        for case in run.pending if run else ():
            yield self.finding(
                proof,
                "it needs a GPU and was not judged here",
                place=case.test,
                question=case.question,
            )
