"""Records how each mistake shows, so that a grade can name it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from torchgrade.bundle.signatures import Failed, KnownMistake, Signatures, signature, values_of
from torchgrade.course import Lab
from torchgrade.files.writing import write_text
from torchgrade.verify.proof import Run
from torchgrade.verify.variant import Variant

__all__ = ["SEEDS", "signatures", "write_signatures"]

SEEDS = ("1",)
"""In addition to the seed of a mistake's own notebook: what changes with it identifies nothing."""


def signatures(digests: dict[str, str], runs: Iterable[tuple[Variant, Run]]) -> Signatures:
    """Combine the runs of mistakes, each with several seeds.

    Args:
        digests: the hashes of the tests, by question.
        runs: mistakes, each with one of its runs; runs with faults are ignored.
    """
    seen: dict[Variant, list[Failed]] = {}
    for variant, run in runs:
        if not run.fault:
            seen.setdefault(variant, []).append(_failed(variant, run))
    known = [signature(_known(variant), failed) for variant, failed in seen.items() if any(failed)]
    return Signatures(tuple(known), digests)


def _known(variant: Variant) -> KnownMistake:
    what = variant.name, variant.question, variant.why, variant.hint, variant.also
    return KnownMistake(*what, values="" if variant.file else values_of(variant.code))


def _failed(variant: Variant, run: Run) -> Failed:
    return {
        case.test: case.message
        for case in run.cases
        if not case.passed and case.question == variant.question
    }


def write_signatures(lab: Lab, known: Signatures) -> None:
    """Write the signatures of mistakes beside the lab's notebook, one line each."""
    tests = json.dumps(known.tests, indent=1)
    lines = ",\n".join(json.dumps(asdict(one)) for one in known.mistakes)
    write_text(lab.signatures, f'{{"tests": {tests},\n"mistakes": [\n{lines}\n]}}\n')
