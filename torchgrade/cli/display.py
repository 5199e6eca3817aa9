"""Output to a terminal or a log, with untrusted text made safe, and progress."""

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

from torchgrade.texts import printable

if TYPE_CHECKING:
    from torchgrade.grade import Submission
    from torchgrade.records import Grade, Manifest

__all__ = ["Live", "console", "errors", "progress_bar", "tell"]

_ROWS = 8
LINE_EVERY = 30.0  # seconds


class _Plain(Console):
    """A console on which no text can control the terminal, wherever it comes from.

    File names, messages and stamps may come from students. Colours and the cursor moves of a
    progress bar are rich's own, and pass.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as rich does, with each text made safe to show."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable(text), style, control)


console = _Plain(highlight=False)
errors = _Plain(stderr=True, highlight=False)


def tell(text: str) -> None:
    """Print to standard error what a person may want to act on."""
    errors.print(text, style="yellow", markup=False, soft_wrap=True)


class _Progress(Progress):
    """A progress bar; without a terminal, a line now and then, so that a log shows progress."""

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
    """Return a progress bar on standard error; without a terminal, a line now and then."""
    return _Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
    )


class Live:
    """A live display of a batch: a bar, what is being graded, and the latest grades.

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
        """Show that a submission is being graded."""
        with self._lock:
            self._running[submission.name] = time.monotonic()

    def ended(self, grade: Grade) -> None:
        """Note a grade."""
        with self._lock:
            self._running.pop(grade.submission, None)
            self._last = [*self._last, grade][-_ROWS:]
        self._progress.advance(self._task)

    def table(self) -> Group:
        """Return what to show now: the progress, and the latest grades."""
        table = Table.grid(padding=(0, 2))
        with self._lock:
            for grade in self._last:
                score = grade.status if grade.score is None else f"{grade.score:g}"
                table.add_row(score, escape(grade.submission), f"{grade.seconds:.1f} s")
            for name, since in self._running.items():
                table.add_row("...", escape(name), f"{time.monotonic() - since:.0f} s")
        return Group(table, self._progress)
