"""What trainings of a lab's solution gave: the evidence for its thresholds, and what follows."""

from torchgrade.calibration.evidence import (
    Calibration,
    Evidence,
    VariantEvidence,
    outstanding,
    read_evidence,
    write_evidence,
)
from torchgrade.calibration.fit import FALSE_FAILURES, LEAST_SEEDS, Fit, fit, rounded_down

__all__ = [
    "FALSE_FAILURES",
    "LEAST_SEEDS",
    "Calibration",
    "Evidence",
    "Fit",
    "VariantEvidence",
    "fit",
    "outstanding",
    "read_evidence",
    "rounded_down",
    "write_evidence",
]
