"""Finds the text of tests behind a grade, in autograders or in the course's git history.

Receipts only have a test file's hash. So a text is only shown if it has that hash and is what
graded.
"""

from __future__ import annotations

import contextlib
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from torchgrade.bundle import Bundle, open_bundle
from torchgrade.files.hashing import digest_of, digest_of_file_with

__all__ = ["History", "OfBundle", "Source", "Text", "files_of", "from_autograder"]

_COMMITS = 300
"""Most commits of a file to search, the newest first."""

_SECONDS = 30.0
_MOST = 200_000
"""Most bytes of a file to compare as text."""


@dataclass(frozen=True)
class Text:
    """The text of a file, and where it was found, for people."""

    text: str
    where: str


class Source(ABC):
    """A source for texts of tests."""

    @abstractmethod
    def find(self, question: str, digest: str) -> Text | None:
        """Return the test file of a question with this hash, if available."""


@dataclass(frozen=True)
class OfBundle(Source):
    """An opened autograder; ``name`` is the user's name for it."""

    bundle: Bundle
    name: str

    def find(self, question: str, digest: str) -> Text | None:
        """See :class:`Source`."""
        if self.bundle.test_digests.get(question) != digest:
            return None
        path = self.bundle.folder / "tests" / f"{question}.py"
        return Text(path.read_text(encoding="utf-8", errors="replace"), self.name)


class History(Source):
    """A lab's autograder in the course's git history, and its current files.

    Args:
        course: the course's folder, which need not be one, nor in git.
        lab: the lab's name.
    """

    def __init__(self, course: Path, lab: str) -> None:
        self._course, self._tests = course, f"autograder/{lab}/tests"
        self._known: dict[str, list[str]] = {}

    def find(self, question: str, digest: str) -> Text | None:
        """See :class:`Source`; the current file comes first, then the newest commit."""
        name = f"{self._tests}/{question}.py"
        with contextlib.suppress(OSError):
            content = (self._course / name).read_bytes()
            if digest_of_file_with(content) == digest:
                return _text(content, f"{name}, as it is now")
        for line in self._commits(name):
            commit, _, rest = line.partition(" ")
            content = self._git("show", f"{commit}:./{name}")
            if digest_of_file_with(content) == digest:
                return _text(content, f"{name}, commit {commit[:10]} of {rest}")
        return None

    def _commits(self, name: str) -> list[str]:
        if name not in self._known:
            said = self._git("log", f"-n{_COMMITS}", "--format=%H %cs, %s", "--", name)
            self._known[name] = said.decode("utf-8", "replace").splitlines()
        return self._known[name]

    def _git(self, *words: str) -> bytes:
        """Run git; empty if there is no git, no repository, or no answer in time."""
        if not self._is_there:
            return b""
        return self._run(words)

    @cached_property
    def _is_there(self) -> bool:
        return self._run(("rev-parse", "--is-inside-work-tree")).strip() == b"true"

    def _run(self, words: Sequence[str]) -> bytes:
        command = ["git", "-C", str(self._course), "--no-pager", *words]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return done.stdout if done.returncode == 0 else b""
        return b""


def _text(content: bytes, where: str) -> Text:
    return Text(content.decode("utf-8", "replace"), where)


@contextlib.contextmanager
def from_autograder(path: Path) -> Iterator[OfBundle]:
    """Open an autograder as a source; raises AuthorError if it is not one."""
    with open_bundle(path) as bundle:
        yield OfBundle(bundle, path.name)


def files_of(bundle: Bundle) -> Mapping[str, str]:
    """Return an autograder's files except tests: their names and texts.

    Binary or long files are represented by their hash.
    """
    found: dict[str, str] = {}
    for folder in (bundle.support_files, bundle.private_files):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                found[path.relative_to(bundle.folder).as_posix()] = _readable(path)
    return found


def _readable(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > _MOST or b"\0" in content:
        return f"hash {digest_of(path)[:12]}"
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return f"hash {digest_of(path)[:12]}"
