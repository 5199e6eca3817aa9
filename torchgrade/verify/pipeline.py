"""Verify a lab: gather the evidence, then apply every rule to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.cache import RunCache
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.gather import gather
from torchgrade.verify.notebook_runner import Engine
from torchgrade.verify.options import VerifyOptions
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules import all_rules
from torchgrade.verify.silence import Silence, read_silences, silenced

__all__ = ["passed", "verify"]

_OF_SOURCE = ("lint", "threshold")
"""Gates whose rules only read the lab's files, so that any run finds everything."""


def verify(
    course: Course, lab: Lab, engine: Engine, cache: RunCache, options: VerifyOptions
) -> tuple[Proof | None, list[Finding]]:
    """Verify one lab.

    Returns:
        The evidence (None if the lab does not build), and the findings: errors first, silenced ones
        last.

    Raises:
        PluginError: a rule or an operator that another package registers can't be loaded.
    """
    try:
        silences = read_silences(lab, all_rules())
        proof = gather(course, lab, engine, cache, options)
    except AuthorError as error:
        return None, [_does_not_build(lab, error)]
    found, unused = silenced(_findings(proof, options.rules, options), silences)
    proof.unused_silences = [
        (str(silence), silence.reason)
        for silence in unused
        if _has_had_its_chance(silence, found, options)
    ]
    late = [rule for rule in options.rules if rule.slug == "unused-silence"]
    found += _findings(proof, late, options)
    return proof, sorted(found, key=lambda one: (bool(one.silenced), one.severity))


def _does_not_build(lab: Lab, error: AuthorError) -> Finding:
    return Finding(
        code="V100",
        slug="lab-does-not-build",
        gate="solution",
        severity="error",
        lab=lab.name,
        question="",
        place=lab.name,
        message=str(error),
        advice="Fix this first: no other rule was applied.",
    )


def _findings(proof: Proof, rules: Iterable[Rule], options: VerifyOptions) -> Iterator[Finding]:
    for rule in rules:
        for found in rule.check(proof):
            if not options.questions or found.question in ("", *options.questions):
                yield found


def _has_had_its_chance(silence: Silence, found: Sequence[Finding], options: VerifyOptions) -> bool:
    """Return whether this run would have reported what a silence is for, if it were still there."""
    rule = next((rule for rule in options.rules if rule.slug == silence.rule), None)
    if rule is None or options.questions:
        return False
    in_part = options.quick or options.sample
    whole = not in_part and not any(one.slug == "solution-fails" for one in found)
    return whole or rule.gate in _OF_SOURCE


def passed(findings: Sequence[Finding]) -> bool:
    """Return whether every gate passes."""
    return not any(found.closes for found in findings)
