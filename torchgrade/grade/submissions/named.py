"""Find submissions in what a command line names: files, folders, or a system's zip of all.

What is not a submission is listed, with the reason: students chose the names of these files.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.regular import kind_of
from torchgrade.grade.submissions.discover import NO_ENDING, Survey, unique
from torchgrade.grade.submissions.inbox import Found, not_taken
from torchgrade.grade.submissions.submission import Submission, ending_of, stem_of
from torchgrade.grade.submissions.unpack import system_of, unpacked
from torchgrade.records import NotTaken
from torchgrade.texts import path_name

__all__ = ["discover", "survey"]

_LISTED = 200  # of one top folder, by name; the rest are counted


def discover(paths: Sequence[Path], lab: str) -> list[Submission]:
    """List the submissions below ``paths``; see :func:`survey`."""
    return survey(paths, lab).submissions


def survey(
    paths: Sequence[Path],
    lab: str,
    hand_in: Sequence[str] = (),
    out: Path | None = None,
    new_folder: Callable[[], Path] | None = None,
) -> Found:
    """List the submissions below ``paths``, and everything that is not one.

    Args:
        paths: notebooks, zips, or folders of them. A single path may be a link.
        lab: the lab's name.
        hand_in: the files and folders that belong to a notebook beside them.
        out: the folder for results, which is skipped.
        new_folder: makes an empty folder that exists as long as the submissions are needed, into
            which a zip of all submissions, as Canvas, Moodle and Gradescope make it, is unpacked.
            Without it each zip is one submission.

    If several paths are named and one of them is not a download of all submissions, none is taken
    for one: they come from a shell's pattern, and a student's files may look like a download.

    Raises:
        AuthorError: a path does not exist, there are no submissions, or such a zip is damaged.
        GraderError: there is no room to unpack it.
    """
    found = Found()
    looks = Survey(lab, hand_in, out)
    alone = len(paths) == 1
    systems = {path: system_of(path) for path in paths}
    together = all(systems[path] or (not alone and _is_systems(path, looks)) for path in paths)
    for path in paths:
        if together and new_folder is not None and systems[path]:
            folder, refused = unpacked(path, new_folder())
            here = looks.folder(folder)
            here.not_taken = [*here.not_taken, *refused]
            found.notes.append(_taken_for(path, systems[path], len(here.submissions)))
            here = here if alone else _below(stem_of(path.name), here)
        else:
            here = _at(path, looks, alone=alone, together=together)
        if not here.submissions and not here.not_taken:
            here.not_taken.append(not_taken(path.name, "an empty folder"))
        found.submissions.extend(here.submissions)
        found.not_taken.extend(here.not_taken)
    if not found.submissions:
        reasons = "; ".join(f"{thing.name}: {thing.reason}" for thing in found.not_taken[:5])
        raise AuthorError(
            f"{', '.join(map(str, paths[:5]))} holds no .ipynb and no .zip ({reasons})"
        )
    return Found(unique(found.submissions), _shortened(found.not_taken), found.notes)


def _taken_for(path: Path, system: str, count: int) -> str:
    several = f"{count} submission" + ("" if count == 1 else "s")
    return (
        f"{path_name(path.name)}: taken for {system}'s download of all submissions: {several}. If "
        "one student handed it in, name a folder with it in it"
    )


def _is_systems(path: Path, survey: Survey) -> bool:
    """Return whether a path is a folder of a system's download of all submissions."""
    return path.is_dir() and not path.is_symlink() and survey.is_systems(path)


def _at(path: Path, survey: Survey, *, alone: bool, together: bool) -> Found:
    """List what is at a path, which may be a link if it is the only one."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        raise AuthorError(
            f"{path} does not exist: expected a notebook, a zip or a folder"
        ) from None
    # One of several names may come from a shell's pattern in a student's folder: refuse links.
    if alone and stat.S_ISLNK(status.st_mode) and path.exists():
        status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        here = survey.folder(path, of_one=not (alone or together))
        return here if alone else _below(path.name, here)
    if not stat.S_ISREG(status.st_mode):
        return Found([], [not_taken(path.name, kind_of(status.st_mode))])
    if ending_of(path.name):
        return Found([Submission(path, path.name, student=stem_of(path.name))])
    return Found([], [not_taken(path.name, NO_ENDING)])


def _below(folder: str, found: Found) -> Found:
    """Prefix the names of all that was found with their folder."""
    own = path_name(folder)

    def named(name: str) -> str:
        return name if name in (folder, own) else f"{folder}/{name}"

    return Found(
        [replace(one, name=named(one.name)) for one in found.submissions],
        [not_taken(named(thing.name), thing.reason) for thing in found.not_taken],
    )


def _shortened(things: Sequence[NotTaken]) -> list[NotTaken]:
    """List at most a few hundred of one folder."""
    listed: Counter[str] = Counter()
    kept = []
    for thing in things:
        top = thing.name.partition("/")[0]
        listed[top] += 1
        if listed[top] <= _LISTED:
            kept.append(thing)
    more = {top: count - _LISTED for top, count in listed.items() if count > _LISTED}
    kept += [NotTaken(top, f"{count} more files and folders in it") for top, count in more.items()]
    return kept
