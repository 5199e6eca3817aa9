"""Canvas's download of all submissions: files whose names say who, and whether late.

Each is ``NAME[_LATE]_USER_FILE_TITLE``: the sortable name in small letters without spaces, the
numbers of user and file, and the student's own title, which ends in ``-1``, ``-2`` where he handed
in again. Under anonymous grading the name is missing and the user is ``anon_CODE``. What was typed
into Canvas ends in ``_text.html`` or ``_link.html``.
https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from torchgrade.grade.submissions.discover import Survey
from torchgrade.grade.submissions.inbox import Folder, Found, not_taken
from torchgrade.grade.submissions.submission import Submission, ending_of, stem_of
from torchgrade.texts import folded

__all__ = ["Handed", "are_canvas_names", "discover", "read_name"]

_USER = r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<user>\d+|anon_[A-Za-z0-9]+)"
_FILE = re.compile(rf"{_USER}_(?P<file>\d+)_(?P<title>.+)", re.DOTALL)
_TYPED = re.compile(rf"{_USER}_(?P<kind>text|link)\.html", re.DOTALL)
_AGAIN = re.compile(r"-(\d{1,3})\Z")

_KINDS = {"text": "a text that was typed into Canvas", "link": "a link that was given to Canvas"}


@dataclass(frozen=True)
class Handed:
    """A file of a student's, as Canvas names it."""

    name: str
    student: str
    user: str
    late: bool
    number: int
    title: str

    def is_called(self, name: str) -> bool:
        """Return whether a name is its title, or was before Canvas numbered it."""
        return folded(name) in {folded(self.title), folded(_AGAIN.sub("", self.title))}

    def attempt(self, lab: str) -> int:
        """Return the number that Canvas gave it among those of its title, counted from 1."""
        found = None if folded(self.title) == folded(lab) else _AGAIN.search(self.title)
        return int(found[1]) + 1 if found else 1


def discover(top: Folder, survey: Survey) -> Iterator[Found] | None:
    """List Canvas's download, if a folder is one."""
    names = top.notebooks | top.zips | top.others
    return _parts(top, survey) if are_canvas_names(names) else None


def are_canvas_names(names: Iterable[str]) -> bool:
    """Return whether files come from Canvas: more of them than not are named as there.

    A user's number belongs to one name there, and a file's to one user; in names with dates, say,
    they do not.
    """
    users: dict[str, str] = {}
    files: dict[str, str] = {}
    known = others = 0
    for name in names:
        if found := _FILE.fullmatch(name) or _TYPED.fullmatch(name):
            known += 1
            number = found.groupdict().get("file") or name
            one_name = users.setdefault(found["user"], found["name"] or "") == (found["name"] or "")
            if not one_name or files.setdefault(number, found["user"]) != found["user"]:
                return False
        else:
            others += 1
    return known > others


def _parts(top: Folder, survey: Survey) -> Iterator[Found]:
    students: dict[str, list[Handed]] = {}
    rest = set()
    for name in sorted(top.notebooks | top.zips | top.others):
        if found := _TYPED.fullmatch(name):
            yield Found([], [not_taken(name, _KINDS[found["kind"]])])
        elif (handed := read_name(name)) is None:
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


def read_name(name: str) -> Handed | None:
    """Read what the name of a file says; None if it is not Canvas's."""
    found = _FILE.fullmatch(name)
    if found is None:
        return None
    ending = ending_of(found["title"])
    title = stem_of(found["title"]) if ending else found["title"]
    student = found["name"] or ""
    return Handed(
        name, student, found["user"], found["late"] is not None, int(found["file"]), title
    )


def _of_student(top: Folder, files: list[Handed], lab: str) -> Found:
    """List what a student handed in: a row for each time that it was the lab's notebook."""
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
