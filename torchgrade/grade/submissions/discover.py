"""Find submissions: files, folders, downloads from a system, or nbgrader's submitted tree.

Students chose the names of these files, so nothing is opened except a Gradescope export's list, and
everything that is not a submission is listed, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from torchgrade.files.regular import read_bounded, why
from torchgrade.grade.submissions.inbox import Folder, Found, look, not_taken
from torchgrade.grade.submissions.submission import (
    Submission,
    date_of,
    stem_of,
    without_copy,
)
from torchgrade.plugins import Point
from torchgrade.texts import folded

__all__ = ["DISCOVERERS", "NO_ENDING", "Discoverer", "Survey", "of_student", "unique"]

Discoverer = Callable[[Folder, "Survey"], "Iterable[Found] | None"]
"""Lists the contents of a named folder, part by part; None if it is not of its kind."""

NO_ENDING = "no notebook and no zip, by its ending"


def _discoverer(name: str, value: object) -> Discoverer | None:
    return value if callable(value) else None


DISCOVERERS: Point[Discoverer] = Point(
    "torchgrade.discoverers",
    "a function of a folder and a survey",
    _discoverer,
    {
        "gradescope": "torchgrade.grade.submissions.gradescope_export:discover",
        "canvas": "torchgrade.grade.submissions.canvas:discover",
        "moodle": "torchgrade.grade.submissions.moodle:discover",
    },
)
"""Discoverers for other systems' folders: torchgrade's own, then those of other packages."""


def of_student(student: str, folder: Path, lab: str) -> Submission:
    """Describe a submission in nbgrader's submitted/STUDENT/LAB."""
    submitted_at: str = ""
    flags: tuple[str, ...] = ()
    try:
        content = read_bounded(folder / "timestamp.txt", 1_000)
        submitted_at = date_of(content.decode("utf-8", "replace"))
        if content.strip() and not submitted_at:
            flags = ("timestamp.txt holds no date",)
    except FileNotFoundError:
        pass
    except OSError as error:
        flags = (f"timestamp.txt can't be read: {why(error)}",)
    return Submission(
        folder,
        f"{student}/{lab}",
        student=student,
        sid=student,
        submitted_at=submitted_at,
        flags=flags,
    )


def unique(found: Iterable[Submission]) -> list[Submission]:
    """Return submissions with unique names, without those that were named twice.

    File systems differ in which names they consider equal, by case and by composed letters. Results
    go into a folder with the submission's name, so no name may lie within another's.
    """
    once = list({(str(s.path), s.notebook): s for s in found}.values())
    called: dict[str, list[Submission]] = {}
    for s in once:
        called.setdefault(folded(s.name), []).append(s)
    ends = {key: _ends(alike) for key, alike in called.items() if len(alike) > 1}
    apart = [replace(s, name=ends.get(folded(s.name), {}).get(id(s), s.name)) for s in once]
    taken: set[str] = set()
    holders: set[str] = set()  # folders that contain a name
    result = []
    for submission in apart:
        base, number = submission.name, 2
        if not taken.isdisjoint(_above(base)):
            base = base.replace("/", "_")
        name = base
        while folded(name) in taken or folded(name) in holders:
            name, number = f"{base} ({number})", number + 1
        taken.add(folded(name))
        holders.update(_above(name))
        result.append(replace(submission, name=name))
    return result


def _ends(alike: list[Submission]) -> dict[int, str]:
    """Tell submissions with the same name apart by the ends of their paths, by id(), if possible.

    The inbox's own path is not part of them: it differs from machine to machine.
    """
    parts = [[part for part in s.path.parts if part not in {"/", "..", "."}] for s in alike]
    for length in range(1, max(map(len, parts)) + 1):
        ends = ["/".join(one[-length:]) for one in parts]
        if len(set(map(folded, ends))) == len(alike):
            return {id(s): end for s, end in zip(alike, ends, strict=True)}
    return {}


def _above(name: str) -> list[str]:
    """List the folders that contain a name, in the form in which file systems compare them."""
    return [str(folder) for folder in PurePosixPath(folded(name)).parents]


class Survey:
    """Says what each thing in a folder is.

    A discoverer uses it for things that are not submissions of its own kind.

    Args:
        lab: the lab's name.
        hand_in: files and folders beside a notebook that belong to it.
        out: the folder for results.
    """

    def __init__(self, lab: str, hand_in: Sequence[str], out: Path | None) -> None:
        self.lab, self._out = lab, out
        self._support = {name.split("/")[0] for name in hand_in} - {".", ""}
        self._all = "." in hand_in  # whether files beside a notebook belong to it

    def is_systems(self, root: Path) -> bool:
        """Return whether a folder is a system's download of all submissions."""
        top = look(root, self._out)
        return bool(self._trees(top)) or self._discovered(top) is not None

    def folder(self, root: Path, *, of_one: bool = False) -> Found:
        """List everything in the folder that was named.

        Args:
            root: the folder.
            of_one: whether it is one of many that were named, so that it is a student's, whatever
                is in it.
        """
        top = look(root, self._out)
        found = Found()
        for part in self._one(top) if of_one else self._parts(top):
            found.submissions.extend(part.submissions)
            found.not_taken.extend(part.not_taken)
        found.submissions.sort(key=lambda submission: submission.name)
        found.not_taken.sort(key=lambda thing: thing.name)
        return found

    def _parts(self, top: Folder) -> Iterator[Found]:
        parts, trees = self._discovered(top), self._trees(top)
        if parts is not None:
            yield from parts
        elif self._is_submission(top) and not self._strangers(top):
            yield Found([self._whole(top, top.path.name)])
        elif trees:
            yield from self._nbgrader(top, trees)
        else:
            yield from self.inbox(top)

    def _one(self, top: Folder) -> Iterator[Found]:
        if self._is_submission(top):
            yield Found([self._whole(top, top.path.name)])
        else:
            yield from self.inbox(top)

    def _trees(self, top: Folder) -> list[Folder]:
        return [folder for folder in top.folders if self._of_lab(folder) is not None]

    def _discovered(self, top: Folder) -> Iterable[Found] | None:
        """Return what the first discoverer lists that knows a folder; None if none does."""
        listed = (discover(top, self) for discover in DISCOVERERS.load().values())
        return next((parts for parts in listed if parts is not None), None)

    def _nbgrader(self, top: Folder, trees: Sequence[Folder]) -> Iterator[Found]:
        """List nbgrader's tree, STUDENT/LAB/, and anything else there."""
        for student in trees:
            lab = self._of_lab(student)
            assert lab is not None
            yield Found([of_student(student.base, lab.path, self.lab)], student.passed())
            others = [folder.name for folder in student.folders if folder is not lab]
            for name in (*others, *student.loose()):
                yield Found([], [not_taken(name, f"beside the folder {self.lab} of a student")])
        assignments = {folder.base for student in trees for folder in student.folders}
        for student in top.folders:
            if student in trees:
                continue
            labs = [
                folder
                for folder in student.folders
                if folder.is_nbgraders()
                and (folder.base in assignments or "timestamp.txt" in folder.names)
            ]
            for folder in labs:
                yield Found(
                    [], [not_taken(folder.name, "another assignment's, in nbgrader's tree")]
                )
            rest = replace(student, folders=[f for f in student.folders if f not in labs])
            if not labs or not rest.empty:
                yield from self.rows(rest)
        yield self.files(replace(top, folders=[]))

    def inbox(self, top: Folder) -> Iterator[Found]:
        """List the contents of the folder that was named, which is not a submission itself."""
        yield self.files(top)
        belongs = self._support if self._with_support(top) else set()
        for inner in top.folders:
            if inner.base not in belongs:
                yield from self.rows(inner)

    def rows(self, start: Folder) -> Iterator[Found]:
        """List the contents of a folder, and of folders in it."""
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            if self._is_submission(folder):
                yield Found([self._whole(folder, folder.name)])
                continue
            if folder.empty:
                yield Found([], [not_taken(folder.name or folder.path.name, "an empty folder")])
            yield self.files(folder)
            belongs = self._support if self._with_support(folder) else set()
            waiting.extend(inner for inner in folder.folders if inner.base not in belongs)

    def files(self, folder: Folder) -> Found:
        """List the files in a folder."""
        others: Iterable[str] = folder.others
        if self._with_support(folder):
            others = () if self._all else folder.others - self._support
        listed = [not_taken(folder.below(name), NO_ENDING) for name in others]
        return Found(list(self._loose(folder)), [*folder.passed(), *listed])

    def _loose(self, folder: Folder) -> Iterator[Submission]:
        """Make each file a submission; a single notebook comes with the other files of the lab.

        A file named like the lab tells nothing about its student: its folder's name does.
        """
        together = self._with_support(folder)
        for name in sorted(folder.notebooks | folder.zips):
            path, named = folder.path / name, folder.below(name)
            if together:
                yield Submission(folder.path, named, student=stem_of(name), notebook=name)
            else:
                called = folded(without_copy(stem_of(name))) == folded(self.lab)
                student = folder.base if called and folder.base else stem_of(name)
                yield Submission(path, named, student=student)

    def _whole(self, folder: Folder, name: str) -> Submission:
        return Submission(folder.path, name, student=self._student(folder))

    def _student(self, folder: Folder) -> str:
        """Name a folder's student: as the folder, or as the one above if it has the lab's name."""
        above = folder.path.parent.name if folder.parts else ""
        return above if above and folder.base == self.lab else folder.path.name

    def _one_notebook(self, folder: Folder) -> bool:
        return len(folder.notebooks) == 1 and not folder.zips

    def _is_submission(self, folder: Folder) -> bool:
        """Return whether a folder is one submission: it has one notebook, and none below it."""
        return self._one_notebook(folder) and not any(
            inner.holds for inner in folder.folders if inner.base not in self._support
        )

    def _strangers(self, folder: Folder) -> bool:
        """Return whether a folder has more in it than a notebook and what belongs to that."""
        files = {*folder.others, *folder.refused, *(inner.base for inner in folder.folders)}
        shown = {name for name in files if not name.startswith((".", "__MACOSX"))}
        return bool(shown - self._support) and not self._all

    def _with_support(self, folder: Folder) -> bool:
        return self._one_notebook(folder) and (
            any(inner.base in self._support for inner in folder.folders)
            or bool(self._support & folder.others)
            or (self._all and bool(folder.others))
        )

    def _of_lab(self, student: Folder) -> Folder | None:
        return next((folder for folder in student.folders if folder.base == self.lab), None)
