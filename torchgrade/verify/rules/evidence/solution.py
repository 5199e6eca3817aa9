"""Rules about the lab's own solution and its blank release."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["BlankEarnsHiddenPoint", "BlankEarnsPublicPoint", "SolutionFails"]


class SolutionFails(Rule):
    """The lab's own solution loses a point, or one of its cells raises.

    Then no other rule is applied: what a mistake costs means nothing if the solution is wrong. The
    solution is run in the isolated engine and, except with `--quick`, by otter itself.
    """

    code = "V101"
    slug = "solution-fails"
    gate = "solution"
    advice = "Mend the solution or the test: `torchgrade build` shows the cell and the message."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each engine's failures."""
        for engine, run in proof.solution.items():
            if run.fault:
                yield self.finding(proof, run.fault, place=f"engine {engine}")
            for error in run.errors:
                yield self.finding(proof, error, place=f"engine {engine}")
            for case in run.cases:
                if not case.passed:
                    yield self.finding(
                        proof,
                        f"the solution fails it in the engine {engine}: {case.message.strip()}",
                        place=case.test,
                        question=case.question,
                    )


class BlankEarnsHiddenPoint(Rule):
    """The blank release, with nothing filled in, passes a hidden test that has points.

    Such a test gives points for no work, and usually asserts too little.
    """

    code = "V102"
    slug = "blank-earns-hidden-point"
    gate = "solution"
    advice = "Have the test fail for an answer that is not there, or give it no points."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each hidden test that the blank passes."""
        blank = proof.blank
        if blank is None:
            return
        if blank.fault:
            yield self.finding(
                proof, f"it can't be graded: {blank.fault}", place="the blank release"
            )
        for case in blank.cases:
            if case.hidden and case.passed and case.points:
                yield self.finding(
                    proof,
                    f"the blank release earns its {case.points:g} points",
                    place=case.test,
                    question=case.question,
                )


class BlankEarnsPublicPoint(Rule):
    """The blank release passes a public test that has points.

    This may be intended, as a first point for a notebook that runs, but should not be a surprise.
    """

    code = "V103"
    slug = "blank-earns-public-point"
    gate = "solution"
    severity = "warning"
    advice = "Give a public test that an empty answer passes no points."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each public test that the blank passes."""
        for case in proof.blank.cases if proof.blank else ():
            if not case.hidden and case.passed and case.points:
                yield self.finding(
                    proof,
                    f"the blank release earns its {case.points:g} points",
                    place=case.test,
                    question=case.question,
                )
