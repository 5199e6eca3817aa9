"""List what is in an inbox of untrusted submissions, without opening any file."""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from torchgrade.files.regular import kind_of, why
from torchgrade.grade.submissions.submission import Submission, is_notebook, is_zip, stem_of
from torchgrade.records import NotTaken
from torchgrade.texts import one_line, path_name

__all__ = ["Folder", "Found", "look", "not_taken"]

_DEEPEST = 32
_MOST = 20_000  # files and folders below one folder of the inbox
_MOST_AT_ALL = 1_000_000

_NOISE = {".ipynb_checkpoints": "Jupyter's own copies", "__MACOSX": "what macOS puts into zips"}


def not_taken(name: str, reason: str) -> NotTaken:
    """Record why something is not a submission, with its name made safe to show."""
    return NotTaken(path_name(name), one_line(reason))


@dataclass(eq=False)
class Folder:
    """A folder, and the names of its contents by kind.

    ``name`` is its path below the folder that was named. ``holds`` says that there is a notebook or
    a zip in it or below it.
    """

    path: Path
    parts: tuple[str, ...] = ()
    notebooks: frozenset[str] = frozenset()
    zips: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    refused: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    folders: list[Folder] = field(default_factory=list)
    holds: bool = False

    @property
    def name(self) -> str:
        """Its path below the folder that was named."""
        return "/".join(self.parts)

    @property
    def base(self) -> str:
        """The last part of its name."""
        return self.parts[-1] if self.parts else ""

    @property
    def names(self) -> set[str]:
        """The names of all files in it."""
        return {*self.notebooks, *self.zips, *self.others, *self.refused}

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, as far as it could be listed."""
        return not self.names and not self.folders and not self.reason

    def below(self, name: str) -> str:
        """Return the path of something in it."""
        return "/".join((*self.parts, name))

    def loose(self) -> list[str]:
        """Return the paths of the files in it."""
        return [self.below(name) for name in (*self.notebooks, *self.zips, *self.others)]

    def passed(self) -> list[NotTaken]:
        """List what in it can't be a submission, with the reasons."""
        passed = [not_taken(self.below(name), reason) for name, reason in self.refused.items()]
        if self.reason:
            passed.append(not_taken(self.name or self.path.name, self.reason))
        return passed

    def is_nbgraders(self) -> bool:
        """Return whether it looks like an assignment's folder in nbgrader's tree."""
        return "timestamp.txt" in self.names or self.base in map(stem_of, self.notebooks)


@dataclass
class Found:
    """What some paths contain: the submissions, in the order of their names, and the rest.

    ``notes`` says of each zip that is taken for a download of a whole class, what it is taken for.
    """

    submissions: list[Submission] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def look(root: Path, out: Path | None = None) -> Folder:
    """List everything below a folder, within bounds, opening no file and following no link.

    What grading itself writes, below ``out``, is skipped.
    """
    top = Folder(root)
    own = out.stat() if out is not None and out.is_dir() else None
    waiting, seen, counts = [top], [], Counter[str]()
    while waiting:
        folder = waiting.pop()
        seen.append(folder)
        try:
            _fill(folder, counts, own)
        except OSError as error:
            folder.reason = f"it can't be looked into: {why(error)}"
        waiting.extend(folder.folders)
    for folder in reversed(seen):  # nested ones come first
        inner = any(inside.holds for inside in folder.folders)
        folder.holds = inner or bool(folder.notebooks or folder.zips)
    return top


def _fill(folder: Folder, counts: Counter[str], own: os.stat_result | None) -> None:
    files: dict[str, set[str]] = {"notebooks": set(), "zips": set(), "others": set()}
    top = folder.parts[0] if folder.parts else ""
    with os.scandir(folder.path) as entries:
        for entry in entries:
            counts[top] += 1
            if counts[top] > (_MOST if top else _MOST_AT_ALL):
                folder.reason = "there are too many files and folders: not all were looked at"
                break
            name = entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                folder.refused[name] = f"it can't be looked at: {why(error)}"
                continue
            mode = status.st_mode
            if own is not None and os.path.samestat(status, own):
                continue
            if name in _NOISE or name.startswith((".", "__MACOSX")):
                folder.refused[name] = _NOISE.get(name, "hidden")
            elif stat.S_ISDIR(mode) and len(folder.parts) >= _DEEPEST:
                folder.refused[name] = f"it lies more than {_DEEPEST} folders deep"
            elif stat.S_ISDIR(mode):
                folder.folders.append(Folder(folder.path / name, (*folder.parts, name)))
            elif not stat.S_ISREG(mode):
                folder.refused[name] = kind_of(mode)
            else:
                kind = "notebooks" if is_notebook(name) else "zips" if is_zip(name) else "others"
                files[kind].add(name)
    folder.folders.sort(key=lambda inner: inner.base)
    folder.notebooks = frozenset(files["notebooks"])
    folder.zips = frozenset(files["zips"])
    folder.others = frozenset(files["others"])
