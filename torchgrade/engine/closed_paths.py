"""What a submission's code may not open: the autograder, other submissions, what grading writes."""

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
"""What staff is told of such a grade; its isolation says what could be opened."""

_ROOTS = 64
_CHARACTERS = 50_000  # of all paths, which go to the fork server in one message


def closed_roots(bundle: Bundle) -> tuple[Path, ...]:
    """List the files and folders that are closed, links resolved; what lies in one is left out.

    Not so below a folder that holds the interpreter too: of that, some is open. Where there are
    very many, folders stand for the files in them.
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
    """Choose what is tried besides: the paths as they were named, and some of what lies in them."""
    named = [Path(os.path.abspath(path)) for path in bundle.closed]
    # What a stranger's link leads to is none of his: it can be what everybody reads.
    roots = [_below(root, links=False) for root in closed_roots(bundle)]
    below = [_below(bundle.folder.resolve(), links=True), *roots]
    turns = (path for turn in zip_longest(*below) for path in turn if path)
    chosen = dict.fromkeys([*named[:most], *islice(turns, most)])
    return tuple(_within(_CHARACTERS, chosen))


def refusal(isolation: Sequence[str]) -> str:
    """Say what submissions could open, why, and what to do about it.

    Args:
        isolation: the layers of a player that could.
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
    """Walk what lies in a folder, level by level; follow no link, nor around the interpreter."""
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
    """Whether the interpreter or modules lie in a folder, which players read then."""
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
