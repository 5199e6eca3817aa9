"""How Canvas and Moodle read the tables and zips that are given to them, in a few lines.

After https://github.com/instructure/canvas-lms (lib/gradebook_importer.rb) and
https://github.com/moodle/moodle (mod/assign/feedback/offline/importgradeslib.php and
mod/assign/feedback/file/importziplib.php): what they take, whose it is, what they pass over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from torchgrade.records import Batch, Grade, Manifest, Missing, Person, QuestionGrade, QuestionSpec

__all__ = ["ADA", "BATCH", "BOB", "CY", "DAN", "MANIFEST", "Account", "canvas_reads",
           "canvas_takes_back", "graded", "moodle_reads", "moodle_takes_back"]  # fmt: skip

MANIFEST = Manifest(
    "hw1", "Homework 1", "abc", (QuestionSpec("q1", 60, title="First"), QuestionSpec("q2", 40))
)

ADA = Person("Ada Lovelace", "s0042", "ada@x.org", "A")
BOB = Person("Bob Müller", "s7", "bob@x.org", "A")
CY = Person("Cy Young", "s8", "cy@x.org", "B")
DAN = Person("Dan Ng", "s9", "dan@x.org", "B")


def graded(who: Person, score: float | None, submission: str = "", **more: object) -> Grade:
    """A grade of somebody in the lab of this module."""
    status = "graded" if score is not None else "ungraded"
    q1 = min(60, score or 0)
    questions = (QuestionGrade("q1", q1, 60), QuestionGrade("q2", (score or 0) - q1, 40))
    known: dict[str, object] = {
        "submission": submission or f"{who.name}.ipynb",
        "status": status,
        "max_score": 100,
        "score": score,
        "student": who.name,
        "sid": who.sid,
        "members": (who,),
        "questions": questions,
    }
    return Grade(**{**known, **more})  # type: ignore[arg-type]


BATCH = Batch(
    "hw1",
    "isolated",
    "",
    {},
    (graded(ADA, 87.5), graded(BOB, 100.0), graded(CY, None)),
    missing=(Missing(*(getattr(DAN, name) for name in ("name", "sid", "email", "section"))),),
)
"""Two with scores, one ungraded, one who handed in nothing."""


@dataclass(frozen=True)
class Account:
    """Somebody in Canvas."""

    id: int
    sis: str
    login: str
    name: str


def canvas_reads(
    content: bytes, accounts: Iterable[Account], assignments: Mapping[int, str]
) -> tuple[dict[int, dict[int, str]], dict[int, str]]:
    """Return what Canvas takes: user -> assignment -> grade; and points by assignment.

    -1 stands for a student or an assignment that it would make anew.
    """
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    header = rows[0]
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1], "Invalid header row"
    login, sis, people = None, None, 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        login, people = 2, 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        sis, login, people = 2, 3, 5
    assert "Section" in header[people - 1], "Invalid header row"
    columns: dict[int, int] = {}
    for at, title in enumerate(header[people:], people):
        if re.search("Current Score|Final Score|Current Points|Final Points|Grade", title):
            continue
        numbered = re.fullmatch(r"(.*) \((\d+)\)", title)
        by_title = [key for key, name in assignments.items() if name == title]
        known = int(numbered[2]) if numbered and int(numbered[2]) in assignments else None
        columns[known if known is not None else by_title[0] if by_title else -1] = at
    found: dict[int, dict[int, str]] = {}
    points: dict[int, str] = {}
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            points = {key: row[at] for key, at in columns.items()}
        elif any(
            cell.strip() and not re.match("(?i) *(Muted|Manual Posting)", cell) for cell in row
        ):
            ways = (
                lambda who, row=row: row[1].isdecimal() and int(row[1]) == who.id,
                lambda who, row=row: sis is not None and row[sis] != "" and row[sis] == who.sis,
                lambda who, row=row: login is not None and row[login] not in ("", None)
                and row[login] == who.login,
                lambda who, row=row: row[0] == who.name,
            )  # fmt: skip
            hits = [who.id for way in ways for who in accounts if way(who)]
            found[hits[0] if hits else -1] = {key: row[at].strip() for key, at in columns.items()}
    return found, points


def moodle_reads(content: bytes) -> dict[str, str]:
    """Return what the import of a worksheet takes: the number of a participant -> the grade."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    header = rows[0]
    ids, grades = header.index("Identifier"), header.index("Grade")
    assert "Last modified (grade)" in header
    return {row[ids].removeprefix("Participant "): row[grades] for row in rows[1:]}


def moodle_takes_back(names: Iterable[str], participants: Iterable[str]) -> dict[str, str]:
    """Return where files of a zip of feedback go: participant -> file; others are passed over."""
    taken = {}
    for name in names:
        parts = name.split("/")
        while parts:
            info = parts.pop(0).split("_", 4)
            if len(info) < 4 or not info[1].isdecimal() or info[1] not in participants:
                continue
            if (info[2], info[3]) != ("assignsubmission", "file"):
                continue
            taken[info[1]] = "/".join([*info[4:], *parts])
            break
    return taken


def canvas_takes_back(names: Iterable[str], files: Mapping[int, int]) -> dict[int, str]:
    """Return whose each file of a zip is, by the numbers of users and their files in Canvas."""
    taken = {}
    for name in names:
        numbers = [int(part) for part in name.split("_") if part.isdecimal()][:2]
        if len(numbers) == 2 and files.get(numbers[1]) == numbers[0]:
            taken[numbers[0]] = name
    return taken
