"""What the command shows in a terminal: progress and tables."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import rich.live
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.segment import Segment
from rich.table import Table

from torchgrade.texts import one_line, printable

if TYPE_CHECKING:
    from torchgrade.grade import Submission
    from torchgrade.records import Batch, Grade, Manifest

__all__ = [
    "Live",
    "console",
    "errors",
    "grades_table",
    "late_lines",
    "not_taken_lines",
    "progress_bar",
    "roster_lines",
    "tell",
]

_ROWS = 8

_NOT_TAKEN = 20  # lines
_CLASS = 60  # submissions that have a row each
LINE_EVERY = 30.0  # seconds


class _Plain(Console):
    """A console on which no text steers the terminal, wherever it comes from.

    Names of files, messages and stamps are strangers' texts. Colours and the moves of a progress
    bar are rich's own, and pass.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as rich does, with each text made fit to be shown."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable(text), style, control)


console = _Plain(highlight=False)
errors = _Plain(stderr=True, highlight=False)


def tell(text: str) -> None:
    """Print what a person may want to do something about, on standard error."""
    errors.print(text, style="yellow", markup=False, soft_wrap=True)


class _Progress(Progress):
    """A bar; where there is no terminal, a line now and then, so that a log shows how far it is."""

    _line_at = 0.0

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        super().advance(task_id, advance)
        self._log(task_id)

    def update(self, task_id: TaskID, **changes: Any) -> None:
        super().update(task_id, **changes)
        self._log(task_id)

    def _log(self, task_id: TaskID) -> None:
        task = self._tasks[task_id]
        elapsed = task.elapsed or 0.0
        if self.console.is_terminal or elapsed < self._line_at + LINE_EVERY:
            return
        self._line_at = elapsed
        far = "" if task.total is None else f" {task.completed:g} of {task.total:g},"
        line = f"{task.description}:{far} {timedelta(seconds=int(elapsed))}"
        self.console.print(line, markup=False, soft_wrap=True)


def progress_bar() -> Progress:
    """Return a bar that counts, on standard error; without a terminal it is a line now and then."""
    return _Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
    )


class Live:
    """How a batch goes, while it goes: a bar, what is being graded, and what came last.

    Args:
        manifest: of the lab.
        total: how many submissions there are.
        done: grades of an earlier run.
    """

    def __init__(self, manifest: Manifest, total: int, done: Sequence[Grade] = ()) -> None:
        self._lab, self._last = manifest.lab, list(done)[-_ROWS:]
        self._lock = threading.Lock()
        self._running: dict[str, float] = {}
        self._progress = progress_bar()
        self._task = self._progress.add_task(f"grading {manifest.lab}", total=total)
        self._progress.advance(self._task, len(done))
        self._live = rich.live.Live(
            get_renderable=self.table, console=errors, refresh_per_second=4, transient=True
        )

    def __enter__(self) -> Live:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def started(self, submission: Submission) -> None:
        """Note that a submission is being graded."""
        with self._lock:
            self._running[submission.name] = time.monotonic()

    def ended(self, grade: Grade) -> None:
        """Note a grade."""
        with self._lock:
            self._running.pop(grade.submission, None)
            self._last = [*self._last, grade][-_ROWS:]
        self._progress.advance(self._task)

    def table(self) -> Group:
        """Return what is shown now: the progress, and the grades that came last."""
        table = Table.grid(padding=(0, 2))
        with self._lock:
            for grade in self._last:
                score = grade.status if grade.score is None else f"{grade.score:g}"
                table.add_row(score, escape(grade.submission), f"{grade.seconds:.1f} s")
            for name, since in self._running.items():
                table.add_row("...", escape(name), f"{time.monotonic() - since:.0f} s")
        return Group(table, self._progress)


def not_taken_lines(batch: Batch) -> list[str]:
    """Say what was no submission, a line each, and how many more there are."""
    lines = [f"not taken: {thing.name}: {thing.reason}" for thing in batch.not_taken[:_NOT_TAKEN]]
    more = len(batch.not_taken) - _NOT_TAKEN
    return [*lines, f"not taken: {more} more, in not_taken.csv"] if more > 0 else lines


def roster_lines(batch: Batch) -> list[str]:
    """Say who is missing, and what is nobody's on the roster; nothing where there is none."""
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


def late_lines(grades: Sequence[Grade]) -> list[str]:
    """Say how many lose points by being late, and of how many nobody knows; nothing if none."""
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
    """Show what each submission scored, and where it lost points.

    Of a large class only those that somebody has to look at: the others are a line, and in the
    report.
    """
    table = Table("submission", "score", "lost in", "seconds", title=manifest.title)
    grades = batch.grades
    if len(grades) > _CLASS:
        odd = [one for one in grades if one.status != "graded" or not one.is_whole]
        table.caption = _rest(batch, manifest, len(odd))
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
    """Say of a large class what a row for each would say."""
    from torchgrade.results.statistics import spread_of

    count, spread = len(batch.grades), spread_of(batch.grades, manifest.max_score)
    mean = f", {spread.mean:.1f} of {manifest.max_score:g} points in the mean" if spread else ""
    more = f"; {odd - _CLASS} more are not" if odd > _CLASS else ""
    return f"{count - odd} of {count} are graded{mean}{more}: report.html has all"


def _named(grade: Grade) -> str:
    """Name a submission, with its student where that is another name, as Gradescope has it."""
    same = not grade.student or grade.student in grade.submission
    return grade.submission if same else f"{grade.submission} ({grade.student})"
