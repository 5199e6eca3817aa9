"""An examination in which an assistant tests some of the questions at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from torchgrade.grade.assistant import AloneError, Assistant, files_below
from torchgrade.grade.cases import CaseRun
from torchgrade.grade.examination import Examination, Runs
from torchgrade.grade.sandbox import OWN_FOLDERS

__all__ = ["SharedExamination"]


@dataclass
class SharedExamination(Examination):
    """Sees what one referee alone would see, or says that it can't tell.

    Nobody can tell where a process died, memory was short or a file was written while both were at
    work. What is left of a question that hangs, this one does when the other is done: it takes a
    replay, and the process that replays start from listens to one at a time.
    """

    _had: list[str] = field(default_factory=list)  # questions of which it ran the public cases

    def run(self) -> Runs:
        """Run the public cases of all questions before any hidden one.

        Raises:
            AloneError: what two referees saw may not be what one would have seen.
        """
        for name in self.files:
            if name not in self.game.moments.values:
                self.processes[name] = self.game.at(name)
        before = self._written()
        assistant = Assistant(list(self.files), self._assist)
        runs: Runs = {}
        for hidden in (False, True):
            runs |= self._with(assistant, hidden)
            runs |= self.in_turn(hidden, leave_out=runs)
        if self._written() != before:
            raise AloneError("files were written meanwhile")
        return runs

    def _with(self, assistant: Assistant, hidden: bool) -> Runs:
        """Run cases while the assistant runs others.

        Whoever had a question's public cases keeps it: its tests may remember something.
        """
        names = [name for name in self.files if self.cases(name, hidden)]
        new = [name for name in names if not (hidden and self.cases(name, False))]
        runs = self._taken(hidden, assistant.begin(hidden, new))
        for name, index, run in assistant.answer():
            runs[name, index] = CaseRun(**run)
            if runs[name, index].timed_out:
                self.broken.add(name)
        return runs

    def _assist(self, hidden: bool, questions: Iterator[str]) -> list[Any]:
        """Run cases as the assistant; gives them in plain data."""
        self.line = None
        runs = self._taken(hidden, questions)
        return [[name, index, vars(run)] for (name, index), run in runs.items()]

    def _taken(self, hidden: bool, questions: Iterator[str]) -> Runs:
        """Run the cases of questions that this one has had before, or takes now."""
        runs: Runs = {}
        self.retry = False
        for name in chain(self._had if hidden else (), questions):
            if not hidden:
                self._had.append(name)
            for index in self.cases(name, hidden):
                if name not in self.broken:
                    runs[name, index] = run = self.test(name, index)
                    if run.died and (self.watchdog.rang or not run.timed_out):
                        raise AloneError(run.died)
            self.let_go(name, hidden)
        self.retry = True
        return runs

    def _written(self) -> list[dict[str, tuple[int, ...]]]:
        """Note the files that the two referees' players share, and those that they share."""
        return [files_below(self.theirs, OWN_FOLDERS), files_below(self.own)]
