"""A convention that a solution depends on has to be settled by the text of its question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from tests.verify.linted import HIDDEN, findings, hidden, put
from torchgrade.verify import Finding

TEXT, SOLUTION = 3, 5  # the places of the first question's text and solution

CONVENTIONS = [
    # a line of the solution, words of the finding, and what settles it
    ("out = F.dropout(scores, p)", "keep or to drop", "`p` is the probability to keep a unit."),
    ("mask = torch.rand(3) < p", "keep or to drop", "Each unit is dropped with probability $p$."),
    ("spread = scores.var(dim=0)", "N or by N - 1", "Use the biased variance."),
    ("var = ((scores - mean) ** 2).mean()", "N or by N - 1", "Divide the sum by $N - 1$."),
    ("running_mean = momentum * running_mean + scores", "running statistics",
     "`running = momentum * running + (1 - momentum) * batch`"),
    ("v = momentum * v - lr * dw", "velocity", "The rule is `v = mu * v - lr * dw`."),
    ("loss = loss + reg * (W ** 2).sum()", "factor 0.5", r"It is $\frac{1}{2} |W|$."),
    ("loss = loss + reg * torch.sum(W * W)", "factor 0.5", "The penalty is 0.5 times the sum."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words", "text"), CONVENTIONS)
@pytest.mark.parametrize("place", ["for scores of any size.", "how it is done."])
def test_a_convention_that_is_not_settled(
    tmp_path: Path, line: str, words: str, text: str, place: str
) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "    shifted =", f"    {line}  # biased, keep probability, 0.5\n    shifted =")
    found = findings(lab)
    assert [(f.code, f.severity, f.place) for f in found] == [("V706", "warning", "cell 3")]
    assert words in found[0].message
    source.edit(lab, place, f"{place} {text}")
    assert findings(lab) == []


def open_ones(lab: source.Lab) -> list[Finding]:
    """What is found, but for names that the tests here do not look at."""
    return [f for f in findings(lab) if f.code != "V712"]


def test_logits_or_probabilities(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, TEXT, "Write `loss(x, y)`.")
    code = "def loss(x, y):\n    return F.cross_entropy(x, y)  # SOLUTION"
    put(lab, SOLUTION, code)
    found = open_ones(lab)
    assert [f.code for f in found] == ["V706"]
    assert "logits or probabilities" in found[0].message
    put(lab, SOLUTION, code.replace("    return", '    """x: logits."""\n    return'))
    assert open_ones(lab) == []


def test_the_axes_of_an_image(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, TEXT, "Write `pool(x)`, the mean of each map.")
    pool = 'def pool(x):\n    """One number a map."""\n    return x.mean((2, 3))  # SOLUTION'
    put(lab, SOLUTION, pool)
    put(lab, HIDDEN, hidden("checks.close(softmax(torch.ones(2, 3, 4, 4)), torch.ones(2, 3))"))
    found = open_ones(lab)
    assert [f.code for f in found] == ["V706"]
    assert "axes" in found[0].message
    put(lab, SOLUTION, pool.replace("One number a map", "x: (N, C, H, W)"))
    assert open_ones(lab) == []


def test_four_axes_of_attention_are_no_image(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, TEXT, "Write `merge(x)`, which puts the heads side by side.")
    code = 'def merge(x):\n    """x: all heads."""\n    return x.transpose(1, 2)  # SOLUTION'
    put(lab, SOLUTION, code)
    put(lab, HIDDEN, hidden("checks.close(softmax(torch.ones(2, 3, 4, 4)), torch.ones(2, 3))"))
    assert open_ones(lab) == []
    put(lab, SOLUTION, code.replace("all heads", "all channels"))
    assert [found.code for found in open_ones(lab)] == ["V706"]


def test_a_generator_is_no_fourth_axis(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, TEXT, "Write `turn(x)` for vectors of any width.")
    put(lab, SOLUTION, "def turn(x):\n    return x.transpose(1, 2)  # SOLUTION")
    case = "checks.close(softmax(torch.ones(2, 3, 4, generator=draw)), torch.ones(2, 3))"
    put(lab, HIDDEN, hidden(case))
    assert open_ones(lab) == []
    put(lab, HIDDEN, hidden(case.replace("4, ", "4, 4, ")))
    assert [found.code for found in open_ones(lab)] == ["V706"]
