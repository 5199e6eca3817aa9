"""What given cells of a lab call: they wait for answers, use one thread, and draw in place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import matplotlib
import pytest
import torch

from torchgrade.student import LivePlot, needs, one_thread, show_after
from torchgrade.student.training import live

matplotlib.use("agg")
from matplotlib import pyplot as plt


def broken() -> None:
    plt.subplots()
    raise TypeError("an ellipsis")


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ((2,), "question 2"),
        ((2, 7, "11b"), "questions 2, 7 and 11b"),
        (("7 and 11b",), "questions 7 and 11b"),
        (("3",), "question 3"),
    ],
)
def test_a_cell_says_which_questions_it_waits_for(
    questions: tuple[int | str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with needs(*questions):
        broken()
    assert capsys.readouterr().out == (
        f"Finish {said} first, then run this cell again.\n(TypeError: an ellipsis)\n"
    )
    assert plt.get_fignums() == [], "half a figure would be shown below"


def test_what_works_is_drawn_and_returned(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_after("2", max, 3, 4) == 4
    assert show_after("2 and 3", broken) is None
    assert capsys.readouterr().out.startswith("Finish questions 2 and 3 first")


def test_an_interrupt_is_no_unfinished_answer() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        show_after("2", interrupted)


def test_one_thread_is_for_a_block_alone() -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(3)

        @one_thread()
        def inside() -> int:
            return torch.get_num_threads()

        assert [inside(), torch.get_num_threads(), inside()] == [1, 3, 1]
        with pytest.raises(ValueError, match="stops"), one_thread():
            raise ValueError("stops")
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)


class Handle:
    """Stands for the place in a notebook where something was displayed."""

    def __init__(self) -> None:
        self.drawn: list[list[tuple[float, ...]]] = []

    def update(self, figure: Any) -> None:
        self.drawn.append([tuple(line.get_ydata()) for line in figure.axes[0].get_lines()])


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Handle]:
    made = Handle()
    monkeypatch.setattr("IPython.display.display", lambda figure, display_id: made)
    yield made
    plt.close("all")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(live.time, "monotonic", lambda: now[0])
    return now


def test_a_figure_grows_in_place_and_not_too_often(handle: Handle, clock: list[float]) -> None:
    figure, (left, right) = plt.subplots(1, 2)
    with LivePlot(figure) as plot:
        first, again = plot.curves("a"), plot.curves("a")
        other = plot.curves("b")
        for epoch in range(5):
            clock[0] += 0.5
            first.add(epoch, 10.0 + epoch, None)
        again.add(0, 1.0, 2.0)
        other.add(0, 3.0, 4.0)
    assert handle.drawn == [
        [(10.0, 11.0), (), ()],
        [(10.0, 11.0, 12.0, 13.0), (), ()],
        [(10.0, 11.0, 12.0, 13.0, 14.0), (1.0,), (3.0,)],
    ]
    assert [len(line.get_ydata()) for line in right.get_lines()] == [0, 1, 1]
    colours = [line.get_color() for line in left.get_lines()]
    assert colours[0] == colours[1] != colours[2]
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["a", "b"]
    assert plt.get_fignums() == [], "it would be shown once more"


def test_an_interrupt_leaves_the_curve_so_far(handle: Handle, clock: list[float]) -> None:
    figure, _ = plt.subplots()

    def train() -> None:
        with LivePlot(figure) as plot:
            plot.curves("a").add(1, 7.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train()
    assert handle.drawn == [[(7.0,)]]
    assert plt.get_fignums() == []


def test_a_student_pays_for_nothing_that_is_not_used() -> None:
    code = "import sys, torchgrade, torchgrade.student; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "torchgrade.student.training.live" in loaded
    assert {"torch", "matplotlib", "IPython", "otter"}.isdisjoint(loaded)
    code = "import sys, torchgrade; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "torchgrade.student" not in loaded
