"""What a calibration measured and proposes: a record, kept as JSON in the lab's folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from torchgrade.calibration.fit import fit
from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text

__all__ = [
    "Calibration",
    "Evidence",
    "VariantEvidence",
    "outstanding",
    "read_evidence",
    "write_evidence",
]

_NOTE = (
    "Made by `torchgrade calibrate`; docs/thresholds.md says what it means. For staff: students "
    "do not get it."
)


@dataclass(frozen=True)
class VariantEvidence:
    """What one way of training gave.

    Args:
        what: what it is, or what is wrong with it.
        seeds: of the trainings.
        accuracies: on the test part, one for each seed.
        mean: of the accuracies.
        sd: of the accuracies, between seeds.
        normality: p-value of Shapiro and Wilk's test on the logits.
        passes: probability that a new training of this kind reaches the threshold. For a variant
            that is known to be bad this is the false-pass rate.
        reached: how many of these trainings reach it.
        seconds: of one training, on average.
    """

    what: str
    seeds: tuple[int, ...]
    accuracies: tuple[float, ...]
    mean: float
    sd: float
    normality: float
    passes: float
    reached: int
    seconds: float


@dataclass(frozen=True)
class Evidence:
    """The calibration of one data set of a lab.

    Args:
        made_from: hash of calibrate.py and of the definitions that it uses.
        images: how many test images there are.
        target: the threshold in lab.toml when this was measured.
        target_false_failure: how often work as good as the reference misses the target.
        bound: the highest accuracy that it misses at most once in 1,000 times.
        threshold: the proposal: the target where it lies below the bound, else the bound, rounded.
        false_failure: how often work as good as the reference misses the proposal.
        sampling_error: sqrt(a (1 - a) / images) for the reference's mean: how far accuracies on
            other images would be off. It does not enter the rates.
        not_told_apart: the known-bad variants that more than one time in 20 reach the proposal:
            another test has to catch them.
        variants: the reference first.
        versions: of Python and torch.
        devices: what trained.
    """

    made_from: str
    images: int
    target: float
    target_false_failure: float
    bound: float
    threshold: float
    false_failure: float
    sampling_error: float
    not_told_apart: tuple[str, ...]
    variants: Mapping[str, VariantEvidence]
    versions: Mapping[str, str]
    devices: tuple[str, ...]


@dataclass(frozen=True)
class Calibration:
    """The file calibration.json of a lab.

    Args:
        note: what the file is, for whoever opens it.
        datasets: data set -> its calibration.
    """

    note: str
    datasets: Mapping[str, Evidence]


def read_evidence(lab: Lab) -> dict[str, Evidence]:
    """Return data set -> evidence; empty where the lab has none.

    Raises:
        AuthorError: the file is not one that a calibration wrote.
    """
    path = lab.calibration
    if not path.is_file():
        return {}
    try:
        return dict(read_json(path, Calibration).datasets)
    except FormError as error:
        raise AuthorError(
            f"{error}. It is not what `torchgrade calibrate` writes: delete it and calibrate anew"
        ) from None


def outstanding(lab: Lab) -> dict[str, float]:
    """Return data set -> the accuracy above which a network is better than luck explains.

    Raises:
        AuthorError: as :func:`read_evidence`.
    """
    found = {}
    for name, evidence in read_evidence(lab).items():
        reference = next(iter(evidence.variants.values()))
        found[name] = round(fit(reference.accuracies, evidence.images).outstanding(), 4)
    return found


def write_evidence(lab: Lab, dataset: str, evidence: Evidence) -> None:
    """Write the evidence of one data set into the lab's folder, beside that of others."""
    found = {**read_evidence(lab), dataset: evidence}
    calibration = Calibration(_NOTE, {name: found[name] for name in sorted(found)})
    write_text(lab.calibration, _text(asdict(calibration)) + "\n")


def _text(value: Any, indent: str = "") -> str:
    """Write JSON with a line for each key, and lists of numbers on one line."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    deeper = indent + " "
    lines = (f"{deeper}{json.dumps(key)}: {_text(item, deeper)}" for key, item in value.items())
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
