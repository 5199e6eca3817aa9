"""A rule about order: a test's result does not depend on other tests."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["OrderMatters"]

_HOW = {
    "alone": "when its question's tests run alone",
    "reverse": "when the tests run in reverse order",
    "twice": "when the tests run twice",
}


class OrderMatters(Rule):
    """A test that passes in a grading run fails when run alone, in reverse order or a second time.

    Students run one check at a time, again and again: a result should not depend on that.
    """

    code = "V601"
    slug = "order-matters"
    gate = "order"
    advice = "Have the test make what it needs, and leave the student's objects as they were."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each test whose result changed."""
        for order in proof.orders:
            if order.run.fault:
                yield self.finding(
                    proof,
                    f"no result {_HOW[order.how]}: {order.run.fault}",
                    place=order.question or proof.lab.name,
                    question=order.question,
                )
            for case in order.run.cases:
                if not case.passed:
                    yield self.finding(
                        proof,
                        f"the solution fails it {_HOW[order.how]}: {case.message.strip()}",
                        place=case.test,
                        question=case.question,
                    )
