"""A text file says what is wrong with it, in which line; tests get what they use and no more."""

from __future__ import annotations

import pytest

from torchgrade import notebook as nb
from torchgrade.authoring.text import notebook_of
from torchgrade.authoring.text.preamble import Preamble
from torchgrade.errors import AuthorError

SHARED = """\
import math
import torch
from torch import nn
WIDTH = 4
SHAPE = (2, WIDTH)
def draw():
    return torch.ones(SHAPE)"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1", "expected a part, such as"),
        ("# %% tset, 2 points", r"mine.lab.py, line 1: `# %% tset, 2 points` is not a part"),
        ("# %% text\nbare", "line 1: expected its text between"),
        ("# %%\nx = 1\n# %% solution\nx", "line 3: expected `# %% question NAME, N points` before"),
        ("# %% question q, 1 point\n# %% hidden test: no", "line 2: expected the points"),
        ("# %% tags=[1]\nx = 1", "line 1: expected tags="),
        ("# %% config\n# a: [", "line 1: "),
        ("# %% tests use\nimport", "`# %% tests use`: .* in line 1"),
        ("# %% tests use\nfrom torch import *", r"import \*, can't go into a test"),
        ('# %% tests use\nX = """a\nb"""', "text of several lines"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, words: str) -> None:
    with pytest.raises(AuthorError, match=words):
        notebook_of(text, "mine")


def test_a_test_gets_what_it_uses_in_order_and_no_more() -> None:
    shared = Preamble(SHARED)
    assert shared.fill("def test(x):\n    assert x") == "def test(x):\n    assert x"
    assert shared.fill('def test(x):\n    """Why."""\n    assert x == math.pi').split("\n") == [
        "def test(x):",
        '    """Why."""',
        "    import math",
        "    assert x == math.pi",
    ]
    filled = shared.fill("def test(x):\n    assert x == draw()")
    assert [line.strip().partition(" ")[0] for line in filled.split("\n")[1:-1]] == [
        "import",
        "WIDTH",
        "SHAPE",
        "def",
        "return",
    ]


@pytest.mark.parametrize(
    "test",
    [
        "def test(torch):\n    assert torch",
        "def test(x):\n    import torch\n    assert torch.is_tensor(x)",
        "def test(x): assert torch.is_tensor(x)",
    ],
)
def test_what_a_test_has_itself_is_its_own(test: str) -> None:
    assert Preamble(SHARED).fill(test) == test


def test_a_test_is_lifted_only_where_it_can_be_filled_again() -> None:
    shared = Preamble(SHARED)
    short = "def test(x):\n    assert torch.is_tensor(x)"
    assert shared.lift(shared.fill(short)) == short
    other = "def test(x):\n    import torch\n    import math\n\n    assert torch.is_tensor(math.pi)"
    assert "import" not in shared.lift(other), "the order of imports and blank lines are no matter"
    more = "def test(x):\n    import math\n    WIDTH = 4\n    assert x\n"
    assert shared.lift(more) == more, "it does not use them"


def test_marks_become_the_cells_that_otter_reads() -> None:
    text = (
        "# %% question q1, 2 points\n# export: true\nr'''\n".replace("'''", '"""')
        + 'Why $\\pi$?\n"""\n\n# %% solution\nx = 1  # SOLUTION\n'
        + "\n# %% hidden test, 2 points: Look: again.\ndef test_x(x):\n    assert x == 1\n"
        + '\n# %% tags=["otter_ignore"]\nplot(x)\n'
    )
    cells = notebook_of(text, "mine").cells
    assert [cell.cell_type for cell in cells[1:]] == [
        *("raw", "markdown", "raw", "code", "raw", "raw", "code", "raw", "raw", "code")
    ]
    assert nb.source(cells[0]).startswith("# ASSIGNMENT CONFIG\nname: mine\ninit_cell: true\n")
    assert nb.source(cells[1]) == "# BEGIN QUESTION\nname: q1\npoints: 2\nexport: true"
    assert "failure_message: 'Look: again.'" in nb.source(cells[7])
    assert cells[-1].metadata["tags"] == ["otter_ignore"]
