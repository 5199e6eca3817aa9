"""A rule about thresholds: a required accuracy was measured, not guessed."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.calibration import FALSE_FAILURES, Evidence, read_evidence
from torchgrade.errors import AuthorError
from torchgrade.verify.calibrate import read_recipe
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["ThresholdWithoutEvidence"]


class ThresholdWithoutEvidence(Rule):
    """A threshold in ``lab.toml`` is not the one that a calibration of this solution proposes.

    Either it was never calibrated, or the solution or ``calibrate.py`` has changed since, or the
    number is not the proposed one, or work as good as the reference misses it more than once in
    1,000 times. Then a right training fails by bad luck with its seed, and nobody knows how often.
    """

    code = "V901"
    slug = "threshold-without-evidence"
    gate = "threshold"
    severity = "warning"
    advice = "Run `torchgrade calibrate LAB --dataset NAME`; docs/thresholds.md says how."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each threshold that the evidence does not support."""
        lab = proof.lab
        if not lab.thresholds:
            return
        try:
            evidence = read_evidence(lab)
            made_from = read_recipe(lab, proof.outline).digest if evidence else ""
        except AuthorError as error:
            yield self.finding(proof, str(error), place=lab.calibration.name)
            return
        for dataset, threshold in lab.thresholds.items():
            said = _against(threshold, evidence.get(dataset), made_from)
            if said:
                yield self.finding(proof, said, place=f"{dataset} = {threshold}")


def _against(threshold: float, evidence: Evidence | None, made_from: str) -> str:
    """Say what is wrong with a threshold; empty if nothing is."""
    if evidence is None:
        return "it has not been calibrated: nobody knows how often right work misses it"
    if evidence.made_from != made_from:
        return "it was calibrated with another solution or another calibrate.py"
    if threshold != evidence.threshold:
        return f"the calibration proposes {evidence.threshold:g}"
    if evidence.false_failure > FALSE_FAILURES:
        return f"work as good as the reference misses it with probability {evidence.false_failure}"
    return ""
