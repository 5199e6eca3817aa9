"""The paths closed to a submission's code: the autograder, other submissions, results."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from pathlib import Path

from torchgrade.bundle.bundle import Bundle
from torchgrade.sandbox.walls import NO_WALLS

__all__ = ["WITHOUT_WALLS", "closed_roots", "closed_samples", "refusal"]

WITHOUT_WALLS = "graded without walls: its code could read hidden tests and the work of others"
"""The flag of such a grade for staff; its isolation says what could be opened."""

_ROOTS = 64
_CHARACTERS = 50_000  # for all paths, which go to the fork server in one message


def closed_roots(bundle: Bundle) -> tuple[Path, ...]:
    """List the closed files and folders, with links resolved, without those inside another.

    A folder that also holds the interpreter is partly open, so closed paths inside it stay on the
    list. If there are very many files, their folders are listed instead.
    """
    named = {path.resolve() for path in (bundle.folder, *bundle.closed)}
    temporary = Path(tempfile.gettempdir()).resolve()
    if any(temporary.is_relative_to(Path(path).resolve()) for path in _prefixes()):
        named.add(temporary)  # where other submissions are taken in
    roots = _outermost(named)
    while len(roots) > _ROOTS:
        deepest = max(len(path.parts) for path in roots)
        if deepest <= 3:  # not all of a disk
            break
        roots = _outermost({path.parent if len(path.parts) == deepest else path for path in roots})
    tests = bundle.folder.resolve()
    return tuple(sorted(roots, key=lambda path: not tests.is_relative_to(path)))  # first of all


def _outermost(paths: Iterable[Path]) -> list[Path]:
    whole = {path for path in paths if not _holds_code(path)}
    return [path for path in sorted(paths) if not whole.intersection(path.parents)]


def closed_samples(bundle: Bundle, most: int) -> tuple[Path, ...]:
    """Choose what else a player tries to open: the paths as named, and samples of contents."""
    named = [Path(os.path.abspath(path)) for path in bundle.closed]
    # The target of a student's link is not the student's: it may be readable by everybody.
    roots = [_below(root, links=False) for root in closed_roots(bundle)]
    below = [_below(bundle.folder.resolve(), links=True), *roots]
    turns = (path for turn in zip_longest(*below) for path in turn if path)
    chosen = dict.fromkeys([*named[:most], *islice(turns, most)])
    return tuple(_within(_CHARACTERS, chosen))


def refusal(isolation: Sequence[str]) -> str:
    """Return a message on what submissions could open, why, and what to do about it.

    Args:
        isolation: the sandbox layers of a player that could open it.
    """
    found = next(layer for layer in isolation if layer.startswith(NO_WALLS))
    absent = [layer for layer in isolation if layer.startswith("no landlock")]
    missing = "".join(absent).removeprefix("no landlock: ").removesuffix(" (landlock)")
    if not absent:
        why = "what every notebook may read, such as the folder of the interpreter, holds it"
        remedy = "move one of them elsewhere"
    elif any(layer.startswith("uid ") for layer in isolation):
        why = f"there is no Landlock ({missing}), and the modes of files let other users in"
        remedy = "close its folder to others (chmod 700), or grade on a kernel with Landlock"
    else:
        why = f"there is no Landlock ({missing}), and submissions run as the user who grades"
        remedy = "grade on a kernel with Landlock (Linux 5.13 or newer), or as root"
    what = found.removeprefix(f"{NO_WALLS}: ")
    return (
        f"nothing is graded, as the code of a submission {what}: {why}. {remedy[0].upper()}"
        f"{remedy[1:]}; `torchgrade doctor` says what this machine gives. --without-walls grades "
        "all the same, and every grade says so"
    )


def _below(root: Path, *, links: bool) -> Iterator[Path]:
    """Walk a folder level by level, without following links or entering the interpreter's."""
    folders = deque([root])
    while folders:
        folder = folders.popleft()
        if _holds_code(folder):
            continue
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            if links or not entry.is_symlink():
                yield Path(entry.path)


def _holds_code(folder: Path) -> bool:
    """Return whether a folder holds the interpreter or modules, which players have to read."""
    return any(path.is_relative_to(folder) for path in _code((*_prefixes(), *sys.path)))


@lru_cache
def _code(names: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple({Path(name).resolve() for name in names if name})


def _prefixes() -> tuple[str, str]:
    return sys.prefix, sys.base_prefix


def _within(characters: int, paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        characters -= len(str(path)) + 4
        if characters < 0:
            return
        yield path
