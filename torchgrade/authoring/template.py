"""A minimal lab to start from: one tested question, one written one, one mistake."""

from __future__ import annotations

from pathlib import Path

import nbformat

from torchgrade import notebook as nb
from torchgrade.course import Course, check_name
from torchgrade.errors import AuthorError
from torchgrade.files.writing import replacing

__all__ = ["new_lab"]

_SETTINGS = """\
title = "{lab}"
points = 10
"""

_CONFIG = """\
# ASSIGNMENT CONFIG
name: {lab}
init_cell: true
check_all_cell: true
show_question_points: true
run_tests: false
export_cell:
  pdf: false
  run_tests: false
  force_save: false
tests:
  files: false
  ok_format: false
generate:
  show_stdout: true
  show_hidden: false"""

_SOLUTION = '''\
import torch


def softmax(scores):
    """Turn scores into probabilities.

    Args:
        scores: tensor of shape (N, C).

    Returns:
        tensor of shape (N, C); every row adds up to 1.
    """
    # BEGIN SOLUTION
    shifted = scores - scores.max(dim=1, keepdim=True).values
    exponentials = shifted.exp()
    return exponentials / exponentials.sum(dim=1, keepdim=True)
    # END SOLUTION'''

_PUBLIC = '''\
""" # BEGIN TEST CONFIG
points: 1
hidden: false
failure_message: Every row of the result must add up to 1.
""" # END TEST CONFIG
def test_rows_add_up_to_one(softmax):
    import torch
    from torchgrade import checks
    scores = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    out = checks.tensor(softmax(scores), shape=(2, 3), what="softmax(scores)")
    checks.close(out.sum(dim=1), torch.ones(2), what="the sum of each row")'''

_HIDDEN = '''\
""" # BEGIN TEST CONFIG
points: 7
hidden: true
failure_message: Large scores must not overflow. What may be subtracted from a row?
""" # END TEST CONFIG
def test_values_and_large_scores(softmax):
    import torch
    from torchgrade import checks
    generator = checks.generator("softmax")
    scores = torch.randn(5, 4, generator=generator, dtype=torch.float64)
    for scale in (1.0, 1e4):
        out = checks.unchanged(softmax, scores * scale, what="softmax")
        checks.close(out, torch.softmax(scores * scale, dim=1), what="softmax(scores)")'''

_MISTAKE = '''\
"""The row's maximum is not subtracted first, so large scores overflow to infinity.

question: q1_softmax
fails: test_values_and_large_scores
"""
import torch


def softmax(scores):
    exponentials = scores.exp()
    return exponentials / exponentials.sum(dim=1, keepdim=True)
'''

_CELLS = (
    ("raw", _CONFIG),
    ("markdown", "# {lab}\n\nSay here why the subject matters before how it is done."),
    ("raw", "# BEGIN QUESTION\nname: q1_softmax\npoints: 8"),
    (
        "markdown",
        "## Question 1: softmax\n\nWrite `softmax` so that it works for scores of any size.",
    ),
    ("raw", "# BEGIN SOLUTION"),
    ("code", _SOLUTION),
    ("raw", "# END SOLUTION"),
    ("raw", "# BEGIN TESTS"),
    ("code", _PUBLIC),
    ("code", _HIDDEN),
    ("raw", "# END TESTS"),
    ("raw", "# END QUESTION"),
    ("raw", "# BEGIN QUESTION\nname: q2_why\npoints: 2\nmanual: true"),
    (
        "markdown",
        "## Question 2: why\n\nWhy does subtracting a constant from a row change nothing?",
    ),
    ("raw", "# BEGIN SOLUTION"),
    (
        "markdown",
        "The factor $e^{{-c}}$ stands in the numerator and the denominator and cancels.\n\n"
        "*Rubric:* -1 for a true statement without the reason, -2 for an incorrect one.",
    ),
    ("raw", "# END SOLUTION"),
    ("raw", "# END QUESTION"),
)


def new_lab(course: Course, name: str) -> Path:
    """Write ``source/<name>/``; it builds and grades as it is.

    Raises:
        AuthorError: there is something of that name, or it is not a name for a lab.
    """
    check_name(name)
    target = course.root / "source" / name
    if target.exists():
        raise AuthorError(f"{target} is there already; choose another name")
    notebook = nbformat.v4.new_notebook()
    for kind, text in _CELLS:
        make = getattr(nbformat.v4, f"new_{kind}_cell")
        written = text if kind == "code" else text.format(lab=name)
        notebook.cells.append(make(written))
    with replacing(target) as made:
        (made / "mistakes").mkdir(parents=True)
        nb.write(nb.normalise(notebook), made / f"{name}.ipynb")
        (made / "lab.toml").write_text(_SETTINGS.format(lab=name), encoding="utf-8")
        (made / "mistakes" / "no_shift.py").write_text(_MISTAKE, encoding="utf-8")
    return target
