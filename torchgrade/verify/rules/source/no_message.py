"""V708: a hidden test that says nothing when it fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["NoMessage"]


class NoMessage(Rule):
    """A hidden test has no ``failure_message``, and an ``assert`` in it has no message either.

    If it fails, students read "AssertionError" and nothing else, and staff have to run the test by
    hand to find out which of its lines failed. Write a ``failure_message`` that says what to think
    about, or a message behind the assert that says what was wrong. Checks of ``torchgrade.checks``
    bring their own messages.
    """

    code = "V708"
    slug = "no-message"
    gate = "lint"
    severity = "warning"
    advice = "Add a failure_message, or a message to the assert."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for asserts without a message in hidden tests without one."""
        for test in proof.tests:
            if not test.hidden or test.hint or test.function is None:
                continue
            nodes = ast.walk(test.function)
            bare = sorted(n.lineno for n in nodes if isinstance(n, ast.Assert) and n.msg is None)
            if bare:
                yield self.finding(
                    proof,
                    f"nothing is said if {test.name} fails in its line {bare[0]}",
                    place=test.place,
                    question=test.question,
                )
