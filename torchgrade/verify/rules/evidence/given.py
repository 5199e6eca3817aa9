"""A rule about answers in given code."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["GivenCodeAnswers"]

_SHARE = 0.75


class GivenCodeAnswers(Rule):
    """Given code of the notebook earns three quarters of an answer's hidden points.

    Each function and class of a given cell that can be called like the answer is tried in its place
    and, if the answer makes a network, so is each network that given code makes (an experiment that
    builds ``tower(BasicBlock, 3)`` contains the network that another question asks for). A build
    finds lines of a solution in a release; this rule finds code that does the same in other words.
    """

    code = "V106"
    slug = "given-code-answers"
    gate = "idle"
    advice = "Take that code out of the cell, or build it on the student's own answer."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each expression of given code that earns so many points."""
        for tried in proof.given:
            given = tried.given
            own = [c for c in tried.run.cases if c.hidden and c.question == given.question]
            hidden = [case for case in own if proof.asks_for(case.test, [given.name])]
            most = sum(case.points for case in hidden)
            earned = sum(case.points for case in hidden if case.passed)
            if most and earned >= _SHARE * most:
                yield self.finding(
                    proof,
                    f"`{given.expression}` for {given.name} earns {earned:g} of its {most:g} "
                    "hidden points",
                    place=f"cell {given.of}",
                    question=given.question,
                )
