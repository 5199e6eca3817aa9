"""V703: a question whose tests are all hidden and silent."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["HiddenOnly"]


class HiddenOnly(Rule):
    """A question only has hidden tests, and none of them has a ``failure_message``.

    Students learn nothing about it before the deadline, and afterwards only how many points they
    lost. Add a public test, at least of the answer's form (a type, a shape, a range), or say in
    ``failure_message`` what to look at.
    """

    code = "V703"
    slug = "hidden-only"
    gate = "lint"
    advice = "Add a public test, or a failure_message to the hidden ones."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Check all tests of each question together."""
        tests = proof.tests
        for question in proof.outline.questions:
            own = [test for test in tests if test.question == question.name]
            if own and all(test.hidden and not test.hint for test in own):
                yield self.finding(
                    proof,
                    f"{question.name} has hidden tests only, and no failure_message",
                    place=f"cell {question.cell}",
                    question=question.name,
                )
