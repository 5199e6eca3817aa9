"""V710: a silence that matches no finding."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["UnusedSilence"]


class UnusedSilence(Rule):
    """A silence in ``silenced.toml`` matches no finding.

    Either the finding was fixed, or it names a question or a place that does not exist. It would
    hide the next finding there, which nobody has looked at.
    """

    code = "V710"
    slug = "unused-silence"
    gate = "lint"
    severity = "warning"
    advice = "Take it out of `silenced.toml`, or correct its question and its place."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each silence that the other rules left unused."""
        for what, reason in proof.unused_silences:
            yield self.finding(
                proof,
                f"there is no finding of {what} to silence ({reason})",
                place=proof.lab.silenced.name,
            )
