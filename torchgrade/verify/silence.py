"""Silences: findings that an author has looked at and lets stand, each with the reason.

They stand in ``silenced.toml`` beside the source notebook, which students do not get::

    [[finding]]
    rule = "magic-tolerance"
    question = "q3"
    reason = "the table in the text has three digits"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, decoded
from torchgrade.settings import parse_toml
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.rules import slug_of

__all__ = ["LOUD", "Silence", "read_silences", "silenced"]

LOUD = ("lab-does-not-build", "solution-fails", "unused-silence")
"""Rules that can't be silenced: after the first two nothing else is looked at."""

_WORDS = 3  # that a reason must have at least


class Silence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What silences the findings of one rule, in one question or place if it names them.

    ``place`` is as a finding has it, or the name of the test that stands there in brackets, which
    stays the same when cells are added.
    """

    rule: str
    reason: str
    question: str = ""
    place: str = ""

    def covers(self, finding: Finding) -> bool:
        """Return whether a finding is meant."""
        return (
            finding.slug == self.rule
            and self.question in ("", finding.question)
            and (self.place in ("", finding.place) or finding.place.endswith(f"({self.place})"))
        )

    def __str__(self) -> str:
        where = [f" in {self.question}"] if self.question else []
        where += [f" at {self.place}"] if self.place else []
        return self.rule + "".join(where)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    finding: tuple[Silence, ...] = ()


def read_silences(lab: Lab, rules: Sequence[Rule]) -> tuple[Silence, ...]:
    """Read the ``silenced.toml`` of a lab; none where there is no such file.

    Args:
        lab: the lab.
        rules: all that there are, by which a silence names its rule.

    Raises:
        AuthorError: it is not of the form above, names no rule, or lacks a reason.
    """
    path = lab.silenced
    if not path.is_file():
        return ()
    try:
        content = decoded(parse_toml(path), _File, {"finding": "tables [[finding]]"})
    except FormError as error:
        raise AuthorError(f"{path}: {error}") from None
    found = []
    for silence in content.finding:
        try:
            slug = slug_of(silence.rule, rules)
        except AuthorError as error:
            raise AuthorError(f"{path}: {error}") from None
        if slug in LOUD:
            raise AuthorError(f"{path}: {slug} can't be silenced")
        if len(silence.reason.split()) < _WORDS:
            raise AuthorError(
                f"{path}: expected a reason of a few words for {slug}, found {silence.reason!r}"
            )
        found.append(msgspec.structs.replace(silence, rule=slug))
    return tuple(found)


def silenced(
    findings: Iterable[Finding], silences: Sequence[Silence]
) -> tuple[list[Finding], list[Silence]]:
    """Note on findings the reasons of the silences that cover them.

    Returns:
        All findings, and the silences that cover none.
    """
    noted: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        covering = [n for n, silence in enumerate(silences) if silence.covers(finding)]
        used.update(covering)
        noted.append(
            replace(finding, silenced=silences[covering[0]].reason) if covering else finding
        )
    return noted, [silence for n, silence in enumerate(silences) if n not in used]
