"""The report on an export: what is missing, and afterwards what went in."""

from __future__ import annotations

from dataclasses import dataclass, field

from torchgrade.student.export.zips import OLDER, Packed
from torchgrade.student.filling import filled

__all__ = ["Report"]


@dataclass
class Report:
    """The result of an export; without ``zip``, none was made.

    Args:
        call: the code to export even if something is missing.
        notebook: the name of the exported notebook.
        lacks: what is missing, a sentence each.
        remarks: other remarks.
        zip: the zip that was made.
        moved: how many earlier zips were moved to another folder.
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
        """Return it as HTML and as text, for IPython to display."""
        return {
            "text/html": filled("export.html", report=self),
            "text/plain": filled("export.txt", report=self),
        }
