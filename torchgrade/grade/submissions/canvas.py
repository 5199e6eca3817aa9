"""Canvas's download of all submissions: files whose names say who, and whether late.

Each is ``NAME[_LATE]_USER_FILE_TITLE``: the sortable name in small letters without spaces, the
numbers of user and file, and the student's own title, which ends in ``-1``, ``-2`` after a
resubmission. Under anonymous grading the name is missing and the user is ``anon_CODE``. What was
typed into Canvas ends in ``_text.html`` or ``_link.html``.
https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from torchgrade.grade.submissions.discover import Survey
from torchgrade.grade.submissions.inbox import Folder, Found, not_taken
from torchgrade.grade.submissions.submission import Submission, ending_of, stem_of
from torchgrade.texts import folded

__all__ = ["CanvasFile", "are_canvas_names", "discover", "read_name", "sure_users"]

_USER = r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<user>\d+|anon_[A-Za-z0-9]+)"
_FILE = re.compile(rf"{_USER}_(?P<file>\d+)_(?P<title>.+)", re.DOTALL)
_FURTHER = re.compile(r"_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<title>.+)", re.DOTALL)
_TYPED = re.compile(rf"{_USER}_(?P<kind>text|link)\.html", re.DOTALL)
_AGAIN = re.compile(r"-(\d{1,3})\Z")

_KINDS = {"text": "a text that was typed into Canvas", "link": "a link that was given to Canvas"}


@dataclass(frozen=True)
class CanvasFile:
    """A student's file, as Canvas names it."""

    name: str
    student: str
    user: str
    late: bool
    number: int
    title: str

    def is_called(self, name: str) -> bool:
        """Return whether a name is its title, or was its title before Canvas numbered it."""
        return folded(name) in {folded(self.title), folded(_AGAIN.sub("", self.title))}

    def attempt(self, lab: str) -> int:
        """Return the number that Canvas gave it among files with its title, counted from 1."""
        found = None if folded(self.title) == folded(lab) else _AGAIN.search(self.title)
        return int(found[1]) + 1 if found else 1


def discover(top: Folder, survey: Survey) -> Iterator[Found] | None:
    """List Canvas's download, if a folder is one."""
    names = top.notebooks | top.zips | top.others
    return _parts(top, survey) if are_canvas_names(names) else None


def are_canvas_names(names: Iterable[str]) -> bool:
    """Return whether files come from Canvas: most of them are named as Canvas does.

    In Canvas, a user's number belongs to one name and a file's number to one user, unlike numbers
    in names with dates, say.
    """
    names = set(names)
    known = len(_settled(names)) + sum(_TYPED.fullmatch(name) is not None for name in names)
    return known > len(names) - known


def _settled(names: Iterable[str]) -> dict[str, CanvasFile]:
    """Parse the names of files that students uploaded, so that no two contradict each other.

    A student called ``eve_12`` hands in ``eve_12_15_106_lab.ipynb``, which could also mean file 15
    of user 12, somebody else. If that contradicts a name that can only be parsed in one way, the
    next way is tried, or the name tells nothing: nobody's name may decide about other people's.
    """
    readings = {name: _readings(name) for name in names if not _TYPED.fullmatch(name)}
    first = [found[0] for found in readings.values() if found]
    doubtful = _at_odds(first)
    sure = [one for one in first if one.name not in doubtful or len(readings[one.name]) == 1]
    if _at_odds(sure):
        return {}
    settled = {one.name: one for one in sure}
    if doubtful & settled.keys():  # otherwise nothing says which of them is right
        second = [readings[name][1] for name in doubtful - settled.keys()]
        wrong = _at_odds([*sure, *second])
        settled |= {one.name: one for one in second if one.name not in wrong}
    return settled


def _at_odds(handed: Sequence[CanvasFile]) -> set[str]:
    """Name the files that give two names to a user, or two users to a file's number."""
    students, users = defaultdict[str, set[str]](set), defaultdict[int, set[str]](set)
    for one in handed:
        students[one.user].add(folded(one.student))
        users[one.number].add(one.user)
    return {one.name for one in handed if len(students[one.user]) > 1 or len(users[one.number]) > 1}


def _readings(name: str) -> list[CanvasFile]:
    """List the ways to parse a name, with the shortest name of a student first."""
    found, named = _FILE.fullmatch(name), ""
    readings: list[CanvasFile] = []
    while found is not None:
        named = (found.groupdict().get("name") or "") if not readings else name[: found.start()]
        title = found["title"]
        stem = stem_of(title) if ending_of(title) else title
        late = found["late"] is not None
        readings.append(CanvasFile(name, named, found["user"], late, int(found["file"]), stem))
        found = _FURTHER.match(name, found.end("user"))
    return readings


def _parts(top: Folder, survey: Survey) -> Iterator[Found]:
    students: dict[str, list[CanvasFile]] = {}
    rest = set()
    settled = _settled(top.notebooks | top.zips | top.others)
    for name in sorted(top.notebooks | top.zips | top.others):
        if found := _TYPED.fullmatch(name):
            yield Found([], [not_taken(name, _KINDS[found["kind"]])])
        elif (handed := settled.get(name)) is None:
            rest.add(name)
        else:
            students.setdefault(handed.user, []).append(handed)
    for files in students.values():
        yield _of_student(top, files, survey.lab)
    others = replace(
        top,
        notebooks=top.notebooks & rest,
        zips=top.zips & rest,
        others=top.others & rest,
    )
    yield from survey.inbox(others)


def read_name(name: str, user: str = "") -> CanvasFile | None:
    """Parse the name of a file; None if it is not Canvas's.

    Args:
        name: of the file.
        user: the Canvas number of its owner, if known, for names that can be parsed in several
            ways.
    """
    readings = _readings(name)
    return next((one for one in readings if one.user == user), next(iter(readings), None))


def sure_users(names: Iterable[str]) -> set[str]:
    """Return the numbers of users whose files' names can only be parsed in one way."""
    readings = map(_readings, names)
    return {found[0].user for found in readings if len(found) == 1}


def _of_student(top: Folder, files: list[CanvasFile], lab: str) -> Found:
    """List what a student handed in: one entry for each time that they uploaded the notebook."""
    taken = [file for file in files if ending_of(file.name)]
    named = [file for file in taken if file.is_called(lab)]
    chosen = named or taken
    rows = [
        Submission(
            top.path / file.name,
            file.name,
            student=file.student or file.user,
            sid=file.user,
            late=file.late,
            attempt=file.attempt(lab),
            order=(file.number,),  # Canvas counts all files that it ever got
        )
        for file in chosen
    ]
    beside = chosen[0].name if chosen else ""
    reason = f"beside {beside} of the same student" if beside else "no notebook and no zip"
    return Found(rows, [not_taken(f.name, reason) for f in files if f not in chosen])
