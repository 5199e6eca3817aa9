"""V708: a hidden test that tells a student nothing when it fails."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import aliases, calls

__all__ = ["NoMessage"]

_TELLS = {"torchgrade.checks.accuracy"}
"""Checks that also tell students of hidden tests how far their work is off."""


class NoMessage(Rule):
    """A hidden test has no ``failure_message``: students only read that it failed.

    The message of an ``assert`` or a check in a hidden test may reveal what is hidden, so only
    staff see it; and if an ``assert`` has no message, they have to run the test by hand to find out
    which of its lines failed. Write a ``failure_message`` that says what to think about.
    `checks.accuracy` tells students what was reached, and needs none.
    """

    code = "V708"
    slug = "no-message"
    gate = "lint"
    severity = "warning"
    advice = "Add a failure_message that says what to think about, and gives nothing away."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for hidden tests without one, in questions where another test has one."""
        says: dict[str, bool] = defaultdict(bool)  # hidden-only finds questions without any message
        for test in proof.tests:
            says[test.question] |= bool(test.hint) or not test.hidden
        for test in proof.tests:
            if not test.hidden or test.hint or test.function is None or not says[test.question]:
                continue
            if any(name in _TELLS for name, _ in calls(test.function, aliases(test.function))):
                continue
            nodes = ast.walk(test.function)
            bare = sorted(n.lineno for n in nodes if isinstance(n, ast.Assert) and n.msg is None)
            message = f"students read nothing if {test.name} fails"
            if bare:
                message += f", and staff nothing if it does in its line {bare[0]}"
            yield self.finding(proof, message, place=test.place, question=test.question)
