"""Moodle's download of all submissions: a folder or file per student, named after them.

Folders are ``NAME_NUMBER_assignsubmission_PLUGIN`` (``.._`` in older versions), and files the same
with ``_TITLE``; ``NAME`` is a person's, a team's, or "Participant" under blind marking. The plug-in
is ``file`` for what was uploaded and ``onlinetext`` for what was typed in.
https://github.com/moodle/moodle/blob/main/public/mod/assign/classes/downloader.php
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from torchgrade.grade.submissions.discover import Survey
from torchgrade.grade.submissions.inbox import Folder, Found, not_taken
from torchgrade.grade.submissions.submission import Submission, ending_of

__all__ = ["FOLDER", "are_moodle_names", "discover"]

_NAMED = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)"
    r"(?:_(?P<title>.*))?",
    re.DOTALL,
)

FOLDER = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)_?", re.DOTALL
)
"""The whole name of a folder; the greedy part may contain what looks like its end."""

_TYPED = "a text that was typed into Moodle"
_NOTHING = "no notebook and no zip in what was handed in"


def discover(top: Folder, survey: Survey) -> Iterator[Found] | None:
    """List Moodle's download, if a folder is one."""
    names = {*(top.notebooks | top.zips | top.others), *(inner.base for inner in top.folders)}
    return _parts(top, survey) if are_moodle_names(names) else None


def are_moodle_names(names: Iterable[str]) -> bool:
    """Return whether files and folders come from Moodle: most of them are named as Moodle does."""
    known = [bool(_NAMED.fullmatch(name)) for name in names]
    return 2 * sum(known) > len(known)


def _parts(top: Folder, survey: Survey) -> Iterator[Found]:
    rest, files = [], set()
    for folder in top.folders:
        found = FOLDER.fullmatch(folder.base) or _NAMED.fullmatch(folder.base)
        if found is None:
            rest.append(folder)
        elif found["plugin"] != "file":
            yield Found([], [not_taken(folder.name, _reason(found))])
        elif not folder.holds:
            files_in = [not_taken(name, _NOTHING) for name in _all_in(folder)]
            yield Found([], [*folder.passed(), *(files_in or [not_taken(folder.name, _NOTHING)])])
        else:
            yield Found([_row(top, folder.base, found)])
    for name in sorted(top.notebooks | top.zips | top.others):
        found = _NAMED.fullmatch(name)
        if found is None:
            files.add(name)
        elif found["plugin"] == "file" and ending_of(name):
            yield Found([_row(top, name, found)])
        else:
            reason = _NOTHING if found["plugin"] == "file" else _reason(found)
            yield Found([], [not_taken(name, reason)])
    others = replace(
        top,
        folders=rest,
        notebooks=top.notebooks & files,
        zips=top.zips & files,
        others=top.others & files,
    )
    yield from survey.inbox(others)


def _row(top: Folder, name: str, found: re.Match[str]) -> Submission:
    return Submission(top.path / name, name, student=found["name"], sid=found["number"] or "")


def _reason(found: re.Match[str]) -> str:
    plugin = found["plugin"]
    return _TYPED if plugin == "onlinetext" else f"of Moodle's submission type {plugin}"


def _all_in(folder: Folder) -> list[str]:
    """List the files in a folder and its subfolders."""
    names, waiting = [], [folder]
    while waiting:
        here = waiting.pop()
        names += sorted(here.loose())
        waiting += here.folders
    return names
