"""The tutorial as a list of steps: what its page tells one to run, and to write, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A block of the page: commands where it has no title, else what is to be written where."""

    title: str
    text: str

    @property
    def commands(self) -> list[list[str]]:
        """The commands of a block without a title, in words."""
        return [] if self.title else [line.split() for line in self.text.splitlines()]


def steps() -> Iterator[Step]:
    """Yield all blocks of the page."""
    for _, title, text in _BLOCK.findall(PAGE.read_text("utf-8")):
        yield Step(title, text)


def write(step: Step, course: Path) -> None:
    """Write what a block with a title says: a file, or the next parts of the lab's text."""
    path = course / step.title
    path.parent.mkdir(exist_ok=True)
    if path.name.endswith(".lab.py"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{step.text}")
    else:
        path.write_text(step.text, encoding="utf-8")
