"""A figure that grows in place while a network trains."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Curves", "LivePlot"]

# Colours that most people can distinguish.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#777777")
_SECONDS = 1.0  # seconds between two drawings, each of which takes about a tenth of a second


class LivePlot:
    """A matplotlib figure that is shown at once, and redrawn in place as points come.

        with LivePlot(figure) as plot:
            curve = plot.curves("with batch norm")
            curve.add(epoch, loss, accuracy)

    It is drawn at most once a second, and a last time at the end, even after an interrupt or an
    error.

    Args:
        figure: the figure, with its panels and titles. The lab imports matplotlib.
    """

    def __init__(self, figure: Any) -> None:
        self.figure = figure
        self.panels = list(figure.axes)
        self._colours: dict[str, str] = {}
        self._unused: Iterator[str] = cycle(_COLOURS)
        self._handle: Any = None
        self._drawn = 0.0

    def __enter__(self) -> LivePlot:
        from IPython.display import display

        self._handle = display(self.figure, display_id=True)  # type: ignore[no-untyped-call]
        self._drawn = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.refresh()
        # Otherwise the notebook shows the open figure again below the cell.
        sys.modules["matplotlib.pyplot"].close(self.figure)

    def curves(self, name: str, style: str = ".-") -> Curves:
        """Start a line in each panel. Lines with the same name share a colour and a legend entry.

        Args:
            name: the name in the legend.
            style: arguments of matplotlib's ``plot``.
        """
        label = None if name in self._colours else name
        if name not in self._colours:
            self._colours[name] = next(self._unused)
        look = {"color": self._colours[name], "label": label, "alpha": 0.8}
        return Curves(self, [panel.plot([], [], style, **look)[0] for panel in self.panels])

    def refresh(self) -> None:
        """Draw the figure now."""
        for panel in self.panels if self._colours else ():
            panel.relim()
            panel.autoscale_view()
            if panel.get_legend_handles_labels()[0]:
                panel.legend(frameon=False, fontsize=8)
        if self._handle is not None:
            self._handle.update(self.figure)
        self._drawn = time.monotonic()

    def refresh_sometimes(self) -> None:
        """Draw the figure, unless it was drawn less than a second ago."""
        if time.monotonic() - self._drawn >= _SECONDS:
            self.refresh()


class Curves:
    """A line in each panel of a `LivePlot`."""

    def __init__(self, plot: LivePlot, lines: list[Any]) -> None:
        self._plot, self._lines = plot, lines

    def add(self, x: float, *values: float | None) -> None:
        """Add a point to each line.

        Args:
            x: where.
            values: a value for each panel, from left to right; None leaves a panel out.
        """
        for line, value in zip(self._lines, values, strict=True):
            if value is not None:
                line.set_data([*line.get_xdata(), x], [*line.get_ydata(), value])
        self._plot.refresh_sometimes()
