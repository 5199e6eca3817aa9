"""Shows where a check was when a student interrupted it, the only message of an endless loop.

IPython's traceback would go through otter, and show the notebook's file.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from torchgrade.student.place import place_of
from torchgrade.student.recording import is_recording

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["show_interrupts"]


def show_interrupts(shell: InteractiveShell, cell_of: Callable[[str], str]) -> None:
    """Show the student's own line if a check is interrupted; everything else as IPython does.

    Args:
        shell: the kernel's shell.
        cell_of: returns a cell's name for a file name; see :func:`place_of`.
    """

    def handler(
        shell: Any,
        kind: type[BaseException],
        error: BaseException,
        traceback: types.TracebackType | None,
        tb_offset: int | None = None,
    ) -> list[str]:
        own = getattr(error, "_render_traceback_", None)  # IPython calls this without a handler
        if own is not None:
            lines = list(own())
        elif any(map(is_recording, _frames(traceback))):
            lines = list(_lines(error, cell_of))
        else:
            offset = 1 if tb_offset is None else tb_offset  # IPython's own frame
            lines = shell.InteractiveTB.structured_traceback(kind, error, traceback, offset)
        shell._showtraceback(kind, error, lines)
        return lines

    shell.set_custom_exc((KeyboardInterrupt,), handler)  # type: ignore[no-untyped-call]


def _frames(traceback: types.TracebackType | None) -> Iterator[types.FrameType]:
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _lines(error: BaseException, cell_of: Callable[[str], str]) -> Iterator[str]:
    yield "KeyboardInterrupt: the check was stopped before its tests had ended."
    place = place_of(error, cell_of, below=is_recording)
    if place is None:
        return
    yield f"Your code was here, in cell {place.cell}, line {place.line}:"
    for number, code in place.lines:
        yield f"{'-->' if number == place.line else '   '} {number:3}  {code}"
    for name, value in place.values:
        yield f"         {name}: {value}"
