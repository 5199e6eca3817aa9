"""Verify a lab: gather the evidence, then have every rule look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torchgrade.course import Course, Lab
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.verify.cache import RunCache
from torchgrade.verify.finding import Finding
from torchgrade.verify.gather import gather
from torchgrade.verify.options import VerifyOptions
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules import RULES

__all__ = ["passed", "verify"]


def verify(
    course: Course, lab: Lab, engine: IsolatedEngine, cache: RunCache, options: VerifyOptions
) -> tuple[Proof | None, list[Finding]]:
    """Verify one lab: the evidence (None where the lab does not build) and what was found."""
    try:
        proof = gather(course, lab, engine, cache, options)
    except AuthorError as error:
        advice = "Mend this first: nothing else was looked at."
        return None, [Finding("V100", "error", lab.name, "", lab.name, str(error), advice)]
    return proof, sorted(_findings(proof, options), key=lambda found: found.severity)


def _findings(proof: Proof, options: VerifyOptions) -> Iterator[Finding]:
    for rule in RULES:
        if options.wants(rule.gate):
            for found in rule.check(proof):
                if not options.question or found.question in ("", options.question):
                    yield found


def passed(findings: Sequence[Finding]) -> bool:
    """Whether every gate holds."""
    return not any(found.severity == "error" for found in findings)
