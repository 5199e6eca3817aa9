"""Rules about other right solutions, which a fair test does not fail."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["AlternativeFails", "ExceptionNotNeeded"]


class AlternativeFails(Rule):
    """A right solution that looks different loses a point.

    This is as serious as a mistake that is not caught: students whose work is right would lose
    points.
    """

    code = "V301"
    slug = "alternative-fails"
    gate = "alternatives"
    advice = "Have the test look at what the code does, not at how; `except:` names a good reason."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each test that fails an alternative."""
        for tried in proof.alternatives:
            variant = tried.variant
            place = variant.place
            if tried.run.fault:
                yield self.finding(proof, tried.run.fault, place=place, question=variant.question)
            for case in tried.run.cases:
                if not case.passed and case.test not in variant.excepted:
                    yield self.finding(
                        proof,
                        f"{case.test} fails it: {case.message.strip()}",
                        place=place,
                        question=variant.question,
                    )


class ExceptionNotNeeded(Rule):
    """An alternative excepts a test that it passes: the exception may hide a later failure."""

    code = "V302"
    slug = "exception-not-needed"
    gate = "alternatives"
    severity = "warning"
    advice = "Leave the test out of `except:`."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each unneeded exception."""
        for tried in proof.alternatives:
            passed = {case.test for case in tried.run.cases if case.passed}
            for test in tried.variant.excepted:
                if test in passed:
                    yield self.finding(
                        proof,
                        f"it passes {test}, which it excepts",
                        place=tried.variant.place,
                        question=tried.variant.question,
                    )
