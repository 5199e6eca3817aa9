"""Findings of verify, and the base class of the rules that report them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from torchgrade.verify.proof import Proof

__all__ = ["Finding", "Gate", "Rule", "Severity"]

Severity = Literal["error", "warning"]
Gate = Literal[
    "solution",
    "idle",
    "mistakes",
    "alternatives",
    "mutants",
    "noise",
    "order",
    "lint",
    "budget",
    "threshold",
]


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a lab: where, what, and what to do about it.

    An ``error`` fails its gate; a ``warning`` is for the author to read. ``code`` (``V705``) and
    ``slug`` (``magic-tolerance``) name its rule. ``place`` is a file, a cell or a test.
    ``silenced`` is the author's reason for accepting it; then it fails nothing.
    """

    code: str
    slug: str
    gate: Gate
    severity: Severity
    lab: str
    question: str
    place: str
    message: str
    advice: str
    silenced: str = ""

    @property
    def closes(self) -> bool:
        """Whether it fails its gate."""
        return self.severity == "error" and not self.silenced

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)


class Rule(ABC):
    """A kind of finding. A rule's docstring is its entry on the reference page.

    ``code`` and ``slug`` are its two names, ``gate`` is the evidence that it examines, and
    ``advice`` is a sentence on what to do about a finding.
    """

    code: ClassVar[str] = ""
    slug: ClassVar[str] = ""
    gate: ClassVar[Gate]
    severity: ClassVar[Severity] = "error"
    advice: ClassVar[str] = ""

    @abstractmethod
    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield this rule's findings in the evidence about one lab."""

    def finding(self, proof: Proof, message: str, *, place: str, question: str = "") -> Finding:
        """Make a finding of this rule."""
        return Finding(
            self.code,
            self.slug,
            self.gate,
            self.severity,
            proof.lab.name,
            question,
            place,
            message,
            self.advice,
        )
