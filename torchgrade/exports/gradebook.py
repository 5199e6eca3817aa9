"""Joins the labs of a term: scores, missing submissions, and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from torchgrade.errors import AuthorError
from torchgrade.exports.scores import Line, placed, shown
from torchgrade.exports.tables import as_csv, number
from torchgrade.grade.submissions.roster import Roster
from torchgrade.records import Person
from torchgrade.results.html import script, templates

__all__ = ["Book", "Column", "Student", "book_csv", "book_page", "gradebook"]


@dataclass(frozen=True)
class Column:
    """A lab: its name and title, points, weight, and each student's line in its run."""

    lab: str
    title: str
    possible: float
    weight: float
    lines: Sequence[Line] = field(repr=False)


@dataclass(frozen=True)
class Student:
    """A student's results in each lab, by its name.

    ``total`` is the resulting percentage, None while something that counts is open; ``so_far`` is
    that of the labs with a score. ``dropped`` labs don't count.
    """

    person: Person
    lines: Mapping[str, Line]
    total: float | None
    so_far: float | None
    dropped: tuple[str, ...]
    missing: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A gradebook; ``problems`` name students whose grades are in no row."""

    columns: tuple[Column, ...]
    students: tuple[Student, ...]
    problems: tuple[str, ...] = ()


def gradebook(
    columns: Sequence[Column], roster: Roster | None = None, *, drop: int = 0, skip: bool = False
) -> Book:
    """Join the runs of several labs.

    Args:
        columns: the labs.
        roster: the class; without one, people are joined by id, else by address, else by name.
        drop: how many labs, those with the smallest share of their points, to drop.
        skip: labs that were not handed in don't count; otherwise they count as 0.

    Raises:
        AuthorError: a lab occurs twice, or all labs would be dropped.
    """
    labs = [column.lab for column in columns]
    if double := sorted({lab for lab in labs if labs.count(lab) > 1}):
        raise AuthorError(
            f"two runs of {', '.join(double)}: expected one per lab; if it was graded "
            "again, name the later one, and merge parts of a class with `torchgrade merge`"
        )
    if not 0 <= drop < len(labs):
        raise AuthorError(
            f"--drop-lowest {drop}: expected less than the {len(labs)} labs there are"
        )
    rows, problems = _rows(columns, roster)
    students = [_student(person, lines, columns, drop, skip) for person, lines in rows]
    return Book(tuple(columns), tuple(students), problems)


def _rows(
    columns: Sequence[Column], roster: Roster | None
) -> tuple[list[tuple[Person, dict[str, Line]]], tuple[str, ...]]:
    """Gather each student's results, in the order of the roster, or of their names."""
    if roster is not None:
        found: dict[int, dict[str, Line]] = {entry.row: {} for entry in roster.entries}
        problems = []
        for column in columns:
            there = placed(column.lines, roster)
            problems += [f"{column.lab}: {text}" for text in there.problems]
            for row, line in there.lines.items():
                found[row][column.lab] = line
        return [(entry.person, found[entry.row]) for entry in roster.entries], tuple(problems)
    people: dict[object, Person] = {}
    lines: dict[object, dict[str, Line]] = {}
    clashes = []
    for column in columns:
        for line in column.lines:
            key = _key(line)
            people.setdefault(key, line.person)
            earlier = lines.setdefault(key, {}).setdefault(column.lab, line)
            if earlier is not line:
                clashes.append(
                    f"{column.lab}: {shown(line)} has more than one grade: {earlier.why}"
                )
    ordered = sorted(people, key=lambda key: (people[key].name.casefold(), people[key].sid))
    return [(people[key], lines[key]) for key in ordered], tuple(clashes)


def _key(line: Line) -> tuple[str, str]:
    """Return a key for a student, as far as runs without a roster tell."""
    who = line.person
    if who.sid or who.email:
        return ("sid", who.sid) if who.sid else ("email", who.email.casefold())
    return "name", (who.name or (line.grade.submission if line.grade else "")).casefold()


def _student(
    person: Person, lines: Mapping[str, Line], columns: Sequence[Column], drop: int, skip: bool
) -> Student:
    missing, waiting, shares = [], [], {}
    for column in columns:
        line = lines.get(column.lab)
        if line is None or line.grade is None:
            missing.append(column.lab)
            if not skip:
                shares[column.lab] = 0.0
        elif line.score is None:
            waiting.append(column.lab)
        else:
            shares[column.lab] = line.score / line.possible if line.possible else 0.0
    weights = {column.lab: column.weight for column in columns}
    # Of labs with equal shares, the one with the least weight, then the earliest, is dropped.
    lowest = sorted(shares, key=lambda lab: (shares[lab], weights[lab], list(weights).index(lab)))
    dropped = tuple(lowest[: min(drop, max(0, len(shares) - 1))])
    counted = [lab for lab in shares if lab not in dropped]
    total = sum(weights[lab] for lab in counted)
    earned = sum(weights[lab] * shares[lab] for lab in counted)
    so_far = 100 * earned / total if total else None
    whole = None if waiting else so_far
    return Student(person, lines, whole, so_far, dropped, tuple(missing), tuple(waiting))


def book_csv(book: Book) -> bytes:
    """Return a gradebook as a table, with each lab's points after its name."""
    labs = [f"{column.lab} ({number(column.possible)})" for column in book.columns]
    header = ["name", "sid", "email", "section", *labs, "percent", "so_far", "dropped", "missing",
              "open"]  # fmt: skip
    rows = []
    for student in book.students:
        who = student.person
        found = (student.lines.get(column.lab) for column in book.columns)
        scores = ("" if one is None or one.score is None else number(one.score) for one in found)
        percent = (_percent(student.total), _percent(student.so_far))
        lists = ("; ".join(names) for names in (student.dropped, student.missing, student.open))
        rows.append([who.name, who.sid, who.email, who.section, *scores, *percent, *lists])
    return as_csv(header, rows, ("sid", "email"))


def book_page(book: Book, *, drop: int = 0, skip: bool = False) -> str:
    """Return a gradebook as a page for staff; ``drop`` and ``skip`` are those it was made with."""
    uneven = len({column.weight for column in book.columns}) > 1
    page = templates().get_template("gradebook.html")
    return page.render(book=book, drop=drop, skip=skip, uneven=uneven, **script())


def _percent(value: float | None) -> str:
    return "" if value is None else number(round(value, 2))
