"""Silences: findings that an author has examined and accepts, each with the reason.

They are in ``silenced.toml`` beside the source notebook, which students don't get::

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
"""Rules that can't be silenced; after the first two no other rule is applied."""

_WORDS = 3  # at least, in a reason


class Silence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Silences the findings of a rule, only in a question or place if it names one.

    ``place`` is that of a finding, or the name of the test that it has in brackets, which stays the
    same when cells are added.
    """

    rule: str
    reason: str
    question: str = ""
    place: str = ""

    def covers(self, finding: Finding) -> bool:
        """Return whether this silences a finding."""
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
    """Read a lab's ``silenced.toml``; none if there is no such file.

    Args:
        lab: the lab.
        rules: all rules, one of which a silence names.

    Raises:
        AuthorError: it does not have the form above, names no rule, or lacks a reason.
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
    """Add to findings the reasons of the silences that cover them.

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
