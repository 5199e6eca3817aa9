"""Bars, curves and durations: what a notebook, a terminal and a log show of them."""

from __future__ import annotations

import io
import math

import pytest

from torchgrade.student import ProgressBar, progress
from torchgrade.student.training import bar
from torchgrade.student.training.curve import Curve, Line, picture
from torchgrade.student.training.times import clock, roughly


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(range(500), "runs")) == list(range(500))
    assert capsys.readouterr().out == f"runs {'━' * 24} 500 of 500, 0:00\n"
    assert list(progress(iter("ab"), "letters")) == ["a", "b"]
    assert capsys.readouterr().out == f"letters {'─' * 24} 2, 0:00\n"


def test_a_terminal_writes_over_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    list(progress(range(500), "runs"))
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().endswith("500 of 500, 0:00\n")
    assert all(part.startswith("\x1b[K") for part in terminal.getvalue().split("\r")[1:])


def test_a_bar_says_how_long_the_rest_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(bar.time, "monotonic", lambda: now[0])

    def stop() -> None:
        with ProgressBar("runs", 30) as shown:
            for _ in range(10):
                now[0] += 4.0
                shown.step()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert capsys.readouterr().out == f"runs {'━' * 8}{'─' * 16} 10 of 30, 0:40, 1:20 left\n"


def test_a_curve_has_few_points_and_keeps_its_means() -> None:
    curve = Curve()
    for x in range(10_000):
        curve.add(x, 3.0 * x)
    curve.add(0.0, math.nan)
    points = curve.points()
    assert 100 <= len(points) <= 241
    assert all(math.isclose(y, 3 * x) for x, y in points)
    assert points[-1][0] > 9_900, "the newest values are in it"
    curve.shift(5.0)
    assert [x for x, _ in curve.points()] == [x + 5 for x, _ in points]


def test_a_picture_holds_its_lines_and_says_them_in_words() -> None:
    lines = [Line("validation", [(1, 0.5), (2, 0.7)], dots=True), Line("training <b>", [(1, 0.9)])]
    svg = picture("accuracy", lines, 4)
    assert 'aria-label="accuracy: validation now 0.7, training &lt;b&gt; now 0.9"' in svg
    places = [
        float(part.split('"')[0]) for part in svg.split("<circle cx=")[1:] for part in [part[1:]]
    ]
    assert places[0] == places[2] < places[1] < (46 + 332) / 2 + 1, "epoch 2 of 4 is in the middle"
    empty = picture("loss", [Line("loss", [])], 4)
    assert "no values yet" in empty
    assert "<polyline" not in empty
    assert "<polyline" in picture("loss", [Line("loss", [(0, 1.0), (1, 1.0)])], 4), "a flat line"


@pytest.mark.parametrize(
    ("seconds", "short", "words"),
    [
        (7, "0:07", "half a minute at most"),
        (65, "1:05", "about a minute"),
        (754, "12:34", "about 13 minutes"),
        (3723, "1:02:03", "about 62 minutes"),
        (9000, "2:30:00", "about 2.5 hours"),
    ],
)
def test_durations_read_as_people_say_them(seconds: float, short: str, words: str) -> None:
    assert (clock(seconds), roughly(seconds)) == (short, words)
