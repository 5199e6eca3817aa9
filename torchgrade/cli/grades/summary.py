"""The terminal's summary of a run: a table, and lines for everything that needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from torchgrade.texts import one_line

if TYPE_CHECKING:
    from torchgrade.records import Batch, Grade, Manifest

__all__ = ["grades_table", "summary_lines"]

_NOT_TAKEN = 20  # lines
_CLASS = 60  # submissions that have a row each


def summary_lines(batch: Batch, out: Path) -> Iterator[str]:
    """Return lines on what needs attention, and on where the report is.

    Args:
        batch: the grades, with people's marks in them.
        out: the folder that they are in.
    """
    grades = batch.grades
    yield from _not_taken(batch)
    yield from _roster(batch)
    yield from _late(grades)
    if changed := [grade for grade in grades if grade.overridden_questions]:
        questions = sum(len(grade.overridden_questions) for grade in changed)
        yield f"changed by hand: questions {questions}, in submissions {len(changed)}"
    if to_mark := sum(grade.status == "graded" and grade.unmarked > 0 for grade in grades):
        yield f"written answers are to mark in {to_mark} of {len(grades)}: torchgrade mark {out}"
    yield f"report: {out / 'report.html'}"


def _not_taken(batch: Batch) -> list[str]:
    """Return lines on what was not a submission, and how many more there are."""
    lines = [f"not taken: {thing.name}: {thing.reason}" for thing in batch.not_taken[:_NOT_TAKEN]]
    more = len(batch.not_taken) - _NOT_TAKEN
    return [*lines, f"not taken: {more} more, in not_taken.csv"] if more > 0 else lines


def _roster(batch: Batch) -> list[str]:
    """Return lines on who is missing, and on submissions of nobody on the roster."""
    lines = []
    if missing := batch.missing:
        named = [one_line(who.name or who.email or who.sid, 60) for who in missing[:_NOT_TAKEN]]
        more = f" and {len(missing) - _NOT_TAKEN} more" if len(missing) > _NOT_TAKEN else ""
        lines.append(f"missing: {len(missing)} of the roster: {'; '.join(named)}{more}")
    strangers = batch.not_on_roster
    lines += [f"not on the roster: {one.name}: {one.reason}" for one in strangers[:_NOT_TAKEN]]
    if len(strangers) > _NOT_TAKEN:
        more = f"{len(strangers) - _NOT_TAKEN} more, in not_on_roster.csv"
        lines.append(f"not on the roster: {more}")
    return lines


def _late(grades: Sequence[Grade]) -> list[str]:
    """Say how many lose points for being late, and for how many that is unknown."""
    ruled = [grade.lateness for grade in grades if grade.lateness is not None]
    lines = []
    if lose := sum(bool(one.share) for one in ruled):
        lines.append(
            f"late: {lose} of {len(ruled)} {'loses' if lose == 1 else 'lose'} points by it"
        )
    if unknown := sum(one.is_unknown for one in ruled):
        lines.append(
            f"late: of {unknown} nothing says when they were handed in, and they lose nothing: "
            "a roster may say it (docs/inbox.md)"
        )
    return lines


def grades_table(batch: Batch, manifest: Manifest) -> Table:
    """Return a table of what each submission scored, and where it lost points.

    For a large class it has only those that need attention: the rest get one line, and are in the
    report.
    """
    table = Table("submission", "score", "lost in", "seconds", title=manifest.title)
    grades = batch.grades
    if len(grades) > _CLASS:
        odd = [one for one in grades if one.status != "graded" or not one.is_whole]
        table.caption = _rest(batch, manifest, len(odd))
        if not odd:
            table.box, table.show_header, table.min_width = None, False, len(table.caption)
        grades = tuple(odd[:_CLASS])
    for grade in grades:
        lost = [
            f"{question.name} ({question.score:g}/{question.max_score:g})"
            for question in grade.questions
            if question.score + question.pending < question.max_score
        ]
        score = grade.status if grade.score is None else f"{grade.score:g}/{grade.max_score:g}"
        if grade.pending_questions:
            score += f", {grade.pending:g} pending"
        if grade.lateness and grade.lateness.share:
            score += f", {grade.final:g} as it is late"
        if grade.without_walls:
            score += ", no walls"
        if grade.ungraded_questions:
            score += f", not graded: {', '.join(grade.ungraded_questions)}"
        shown = ", ".join(lost[:4]) + (f" and {len(lost) - 4} more" if len(lost) > 4 else "")
        note = escape(one_line(grade.message, 400) or shown)
        table.add_row(escape(_named(grade)), score, note, f"{grade.seconds:.1f}")
    return table


def _rest(batch: Batch, manifest: Manifest, odd: int) -> str:
    """Summarise the rest of a large class."""
    from torchgrade.results.statistics import spread_of

    count, spread = len(batch.grades), spread_of(batch.grades, manifest.max_score)
    mean = f", {spread.mean:.1f} of {manifest.max_score:g} points in the mean" if spread else ""
    more = f"; {odd - _CLASS} more are not" if odd > _CLASS else ""
    return f"{count - odd} of {count} are graded{mean}{more}: report.html has all"


def _named(grade: Grade) -> str:
    """Name a submission, and its student if that is another name, as with Gradescope."""
    same = not grade.student or grade.student in grade.submission
    return grade.submission if same else f"{grade.submission} ({grade.student})"
