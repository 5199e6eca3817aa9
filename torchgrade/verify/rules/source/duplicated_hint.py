"""V709: two tests with the same hint."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.written import WrittenTest

__all__ = ["DuplicatedHint"]


class DuplicatedHint(Rule):
    """Two tests of one question have the same ``failure_message``.

    A student who reads it twice can't tell which of two faults is left, and often one of the
    messages was copied and only fits the other test. Say in each what only this test checks, or
    merge the two tests.
    """

    code = "V709"
    slug = "duplicated-hint"
    gate = "lint"
    severity = "warning"
    advice = "Say in each failure_message what this test alone looks at."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Compare messages, ignoring case and spaces."""
        first: dict[tuple[str, str], WrittenTest] = {}
        for test in proof.tests:
            key = test.question, " ".join(test.hint.casefold().split())
            if not test.hint:
                continue
            if key in first:
                yield self.finding(
                    proof,
                    f"{test.name} has the failure_message of {first[key].name}",
                    place=test.place,
                    question=test.question,
                )
            first.setdefault(key, test)
