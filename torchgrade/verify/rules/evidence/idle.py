"""A rule about answers that do nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Case, Proof

__all__ = ["IdleEarnsHiddenPoint"]

_SHOWN = 3


class IdleEarnsHiddenPoint(Rule):
    """An answer that does nothing passes a hidden test that has points.

    Each function and class of the solution is replaced by one that returns its first argument or a
    copy of it, a constant, an empty list or dict, or zeros, or by a module that does nothing; each
    value by a plain constant, and each cell by the stub that students get. A test passes such an
    answer if it only checks that something does not happen (the argument is unchanged, no library
    function is called, nothing is dropped in eval mode, the mode is restored).
    """

    code = "V105"
    slug = "idle-earns-hidden-point"
    gate = "idle"
    advice = (
        "Ask for the fact first, in the same test: that the output is right, or that something is "
        "computed at all."
    )

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each hidden test that such an answer passes, with the first few answers."""
        names: dict[str, list[str]] = defaultdict(list)
        cases: dict[str, Case] = {}
        for found in proof.idle:
            for case in found.run.cases:
                # Another function of the question is still the solution's.
                asked = proof.asks_for(case.test, found.idle.definitions)
                own = case.question == found.idle.question
                if own and asked and case.hidden and case.passed and case.points:
                    names[case.test].append(found.idle.name)
                    cases[case.test] = case
        for test, case in cases.items():
            left = len(names[test]) - _SHOWN
            more = f" and {left} more" if left > 0 else ""
            yield self.finding(
                proof,
                f"its {case.points:g} points go to {', '.join(names[test][:_SHOWN])}{more}",
                place=test,
                question=case.question,
            )
