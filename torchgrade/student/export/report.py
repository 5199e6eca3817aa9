"""What is said of an export: before it, what is missing, and after it, what went in."""

from __future__ import annotations

from dataclasses import dataclass, field

from torchgrade.student.export.zips import OLDER, Packed
from torchgrade.student.filling import filled

__all__ = ["Report"]


@dataclass
class Report:
    """How one export went; without ``zip`` none was made.

    Args:
        call: what a student writes to export although something is missing.
        notebook: the name of the one that is exported.
        lacks: what stands against it, a sentence each.
        remarks: what is good to know.
        zip: what was made.
        moved: how many earlier zips went to another folder.
    """

    call: str
    notebook: str = ""
    lacks: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    zip: Packed | None = None
    moved: int = 0

    @property
    def older(self) -> str:
        """The folder of earlier zips."""
        return OLDER

    def shown(self) -> dict[str, str]:
        """Return it as a page and as text, as IPython displays it."""
        return {
            "text/html": filled("export.html", report=self),
            "text/plain": filled("export.txt", report=self),
        }
