"""Replaces otter's `Notebook.export`, which it calls to make the zip."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import localtime, strftime
from typing import TYPE_CHECKING, Any

import otter

from torchgrade.student.colab import is_colab
from torchgrade.student.export.lacks import lacks_of_cells, lacks_of_files
from torchgrade.student.export.report import Report
from torchgrade.student.export.zips import name_for, packed, tidy
from torchgrade.student.recording import Cells
from torchgrade.student.running import notebook_of
from torchgrade.student.saved import SavedCell, SavedNotebook, read_saved
from torchgrade.student.saving import Saving

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["true_exports"]

_DOWNLOAD = "To download it: from google.colab import files; files.download({path!r})"


def true_exports(shell: InteractiveShell, cells: Cells) -> None:
    """Make `grader.export` save first, export the running notebook, and say what it lacks.

    Args:
        shell: the kernel's shell.
        cells: the cells that were run in it.
    """
    make = otter.Notebook.export  # otter's own

    def export(
        self: Any,
        nb_path: str | None = None,
        export_path: str | None = None,
        *args: Any,
        anyway: bool = False,
        **options: Any,
    ) -> None:
        """Save the notebook, say what it lacks, and make the zip to hand in.

        Args:
            self: the grader.
            nb_path: another notebook than the running one.
            export_path: another name for the zip.
            args: otter's other arguments, like ``options``.
            anyway: make the zip even if something is missing.
            options: see ``args``.
        """
        if type(self)._grading_mode:
            return
        saving = Saving(shell)
        named = nb_path or self._notebook
        seen = saving.wait(named) if nb_path is None else None
        path = seen or (Path(nb_path) if nb_path else notebook_of(shell, named))
        report = Report(_call(shell, self, options))
        if path is None:
            report.lacks.append(f"There is no notebook {named or '*.ipynb'} here.")
            saving.show(report.shown())
            return
        with _inside(path.parent):
            saved, report.notebook = read_saved(path.name), path.name
            if nb_path is None:
                report.lacks += _not_saved(saved, cells, seen)
            if not report.lacks:  # otherwise it is an older file, which says nothing about the page
                report.lacks += lacks_of_cells(saved, _ran(shell, cells))
            files = options.get("files") or ()
            report.lacks += lacks_of_files(saved, files, lambda q: self.check(q, shell.user_ns))
            if anyway or not report.lacks:
                target = Path(export_path or name_for(path))
                quiet = {"display_link": False, "force_save": False}
                make(self, path.name, str(target), *args, **options | quiet)
                report.zip = packed(target)
                report.moved = tidy(target, path) if report.zip else 0
        report.remarks += _copy(path, self._notebook)
        if report.zip and is_colab(shell):
            report.remarks.append(
                _DOWNLOAD.format(path=os.path.abspath(path.parent / report.zip.path))
            )
        saving.show(report.shown())

    otter.Notebook.export = export


def _not_saved(saved: SavedNotebook, cells: Cells, seen: Path | None) -> Iterator[str]:
    """Yield a sentence if the file may be older than the page, since no save was seen."""
    if seen is None and saved.time <= cells.last_ended():
        when = strftime("%H:%M:%S", localtime(saved.time))
        yield (
            f"The file was last saved at {when}, before the last cells ran. "
            "Save it (Ctrl+S, or Cmd+S on a Mac), then run this cell again."
        )


def _copy(path: Path, named: str | None) -> Iterator[str]:
    """Yield a sentence if the notebook has another name than the one otter got."""
    if named and path.name != Path(named).name:
        yield f"This is {path.name}, the notebook that you ran, and not {Path(named).name}."


def _ran(shell: InteractiveShell, cells: Cells) -> Callable[[SavedCell], bool]:
    """Return a function that says whether a cell was run as it is in the file.

    If the page does not say which cell it runs, the kernel only knows the code.
    """
    history = getattr(shell.history_manager, "input_hist_raw", ())
    codes = {str(code).strip() for code in history}

    def ran(cell: SavedCell) -> bool:
        last, code = cells.last_of(cell.cell), cell.source.strip()
        return code in codes if last is None else last.code.strip() == code

    return ran


def _call(shell: InteractiveShell, grader: object, options: Mapping[str, Any]) -> str:
    """Return the call that exports anyway, as a student would write it."""
    names = (name for name, value in shell.user_ns.items() if value is grader)
    name = next((name for name in names if not name.startswith("_")), "grader")
    said = [f"{key}={value!r}" for key, value in options.items()]
    return f"{name}.export({', '.join([*said, 'anyway=True'])})"


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Change to a folder within a block, since paths in a zip are relative to the notebook."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
