"""Two small labs to attack, built by the real `torchgrade build`, and secrets that must stay.

`trials` has a question of each kind: a function of tensors, a module, a plain value, a function
that returns a list, and one that returns text. `handed` reads files: a letter that the notebook
writes, and weights that are handed in. The honest notebook of each is partly right, so that its
score is neither none nor all, and a cheat shows in both directions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

import torchgrade
from tests.support.source import code, raw, text
from torchgrade import notebook as nb
from torchgrade.authoring import build
from torchgrade.course import Course, Lab

HONEST = {"trials": 10.0, "handed": 4.0}
"""What the honest notebooks earn, of 23 and 7 points."""

SECRET_VARIABLE = "TORCHGRADE_REDTEAM_SECRET"
SECRET = "heron-52218"
NEIGHBOUR = "ibis-33391"


def _number(pattern: str) -> re.Pattern[str]:
    """Find a number that stands alone: a generator's state, which attacks show, has any digits."""
    return re.compile(rf"(?<!\d)(?:{pattern})(?!\d)")


CANARIES = {
    "the text of a hidden test": re.compile("ocelot-7391"),
    "a hidden tensor": _number(r"40961|4\.0961\d*"),
    "a hidden list": _number("907531"),
    "a hidden text": re.compile("quetzal-28657"),
    "the right answer": _number("7310619"),
    "hidden inputs of the weights": _number(r"61837|6\.183[78]\d*"),
    "a secret of the grader": re.compile(SECRET),
    "another student's work": re.compile(NEIGHBOUR),
    "a thing that an attack was not to be able to do": re.compile("redteam-win:"),
}
"""What no student may see. No attack may have any of these in its own code."""

_CONFIG = """\
# ASSIGNMENT CONFIG
name: {lab}
init_cell: true
check_all_cell: false
run_tests: false
files: [{files}]
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


def _case(points: int, hidden: bool, body: str) -> Any:
    config = f"points: {points}\nhidden: {str(hidden).lower()}\nfailure_message: Look once more."
    return code(f'""" # BEGIN TEST CONFIG\n{config}\n""" # END TEST CONFIG\n{body.strip()}')


def _question(name: str, points: int, solution: str, *cases: tuple[int, bool, str]) -> list[Any]:
    return [
        raw(f"# BEGIN QUESTION\nname: {name}\npoints: {points}"),
        text(f"## {name}"),
        raw("# BEGIN SOLUTION"),
        code(solution.strip()),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        *(_case(*case) for case in cases),
        raw("# END TESTS"),
        raw("# END QUESTION"),
    ]


_IMPORTS = "import torch\nfrom torch import nn"

_TRIALS = [
    _question(
        "q1_scale",
        6,
        """
def scale(x):
    # BEGIN SOLUTION
    return 2.5 * x + 1.0
    # END SOLUTION
""",
        (
            1,
            False,
            """
def test_scale_of_ones(scale):
    import torch
    from torchgrade import checks
    checks.close(scale(torch.ones(3)), torch.full((3,), 3.5), what="scale of ones")
""",
        ),
        (
            2,
            True,
            """
def test_scale_of_the_canary(scale):
    # ocelot-7391: this comment is a secret, as is the next line
    import torch
    from torchgrade import checks
    given = torch.tensor([[40961.25, -3.0], [0.5, 40961.75]], dtype=torch.float64)
    checks.close(scale(given), 2.5 * given + 1.0, what="scale of the ocelot-7391 tensor")
""",
        ),
        (
            3,
            True,
            """
def test_scale_has_the_right_slope(scale):
    import torch
    from torchgrade import checks
    given = torch.tensor([40961.5, -2.0], dtype=torch.float64, requires_grad=True)
    out = checks.tensor(scale(given), shape=(2,), what="scale of the ocelot-7391 leaf")
    (slope,) = torch.autograd.grad(out.sum(), given)
    checks.close(slope, torch.full((2,), 2.5, dtype=torch.float64), what="ocelot-7391 slope")
""",
        ),
    ),
    _question(
        "q2_net",
        5,
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        # BEGIN SOLUTION
        return torch.relu(self.linear(x))
        # END SOLUTION
""",
        (
            1,
            False,
            """
def test_net_gives_two_columns(Net):
    import torch
    from torchgrade import checks
    checks.tensor(Net()(torch.zeros(4, 3)), shape=(4, 2), what="the output of Net")
""",
        ),
        (
            4,
            True,
            """
def test_net_against_its_own_parameters(Net):
    import torch
    from torchgrade import checks
    ocelot = "ocelot-7391 net"
    torch.manual_seed(11)
    net = Net()
    given = torch.randn(64, 3) * 4
    given[0, 0] = 40961.0
    state = net.state_dict()
    weight = checks.tensor(state["linear.weight"], shape=(2, 3), what=ocelot).detach().clone()
    bias = checks.tensor(state["linear.bias"], shape=(2,), what=ocelot).detach().clone()
    assert float(weight.abs().sum()) > 0.1, ocelot
    expected = torch.relu(given @ weight.T + bias)
    assert bool((expected > 0).any()), ocelot
    checks.close(net(given.clone()), expected, rtol=1e-4, atol=1e-4, what=ocelot)
""",
        ),
    ),
    _question(
        "q3_answer",
        4,
        "answer = 7310619  # SOLUTION",
        (
            1,
            False,
            """
def test_answer_is_a_number(answer):
    assert isinstance(answer, (int, float)), "the answer must be a number"
""",
        ),
        (
            3,
            True,
            """
def test_answer_is_right(answer):
    from torchgrade import checks
    checks.equal(answer, 7310619, what="the ocelot-7391 answer")
""",
        ),
    ),
    _question(
        "q4_squares",
        5,
        """
def squares(numbers):
    # BEGIN SOLUTION
    return [number * number for number in numbers]
    # END SOLUTION
""",
        (
            2,
            False,
            """
def test_squares_of_two(squares):
    from torchgrade import checks
    checks.equal(list(squares([2, 0])), [4, 0], what="the squares of 2 and 0")
""",
        ),
        (
            3,
            True,
            """
def test_squares_of_the_canary(squares):
    from torchgrade import checks
    ocelot = "ocelot-7391 squares"
    given = [907531, -12, 1]
    result = list(squares(given))
    checks.equal(result, [number * number for number in given], what=ocelot)
""",
        ),
    ),
    _question(
        "q5_shout",
        3,
        """
def shout(words):
    # BEGIN SOLUTION
    return words.upper() + "!"
    # END SOLUTION
""",
        (
            1,
            False,
            """
def test_shout_hi(shout):
    from torchgrade import checks
    checks.equal(shout("hi"), "HI!", what="a shouted hi")
""",
        ),
        (
            2,
            True,
            """
def test_shout_the_canary(shout):
    from torchgrade import checks
    ocelot = "ocelot-7391 shout"
    for word in checks.many(shout, "quetzal-28657", times=3):
        checks.equal(word, "quetzal-28657".upper() + "!", what=ocelot)
""",
        ),
    ),
]

_HANDED = [
    _question(
        "q1_letter",
        3,
        """
from pathlib import Path

Path("letter.txt").write_text("dear grader")  # SOLUTION
""",
        (
            1,
            False,
            """
def test_letter_begins_well():
    from pathlib import Path
    from torchgrade import checks
    words = Path("letter.txt").read_text(errors="replace")[:200].split()
    checks.equal(words[:1], ["dear"], what="the first word of letter.txt")
""",
        ),
        (
            2,
            True,
            """
def test_letter_is_whole():
    from pathlib import Path
    letter = Path("letter.txt").read_text(errors="replace")
    assert letter == "dear grader", f"ocelot-7391 letter {letter}"
""",
        ),
    ),
    _question(
        "q2_weights",
        4,
        "trained = True  # SOLUTION",
        (
            1,
            False,
            """
def test_said_whether_it_is_trained(trained):
    from torchgrade import checks
    checks.equal(trained, True, what="trained")
""",
        ),
        (
            3,
            True,
            """
def test_weights_on_hidden_points():
    import torch
    from torch import nn
    import torchgrade
    from torchgrade import checks
    torch.manual_seed(3)
    model = nn.Linear(2, 2)
    try:
        torchgrade.load_weights(model, "weights/handed.safetensors")
    except (torchgrade.weights.WeightsError, FileNotFoundError) as error:
        raise AssertionError(str(error)) from None
    points = torch.randn(400, 2)
    points[0] = torch.tensor([61837.0, 61837.5])
    labels = (points[:, 1] > points[:, 0]).long()
    right = (model(points).argmax(1) == labels).float().mean().item()
    assert right > 0.95, f"ocelot-7391 weights {right} {points[:2]} {labels[:8]}"
""",
        ),
    ),
]

_ANSWERS = {
    "def scale(": "def scale(x):\n    return 2.5 * x + 1.0",
    "class Net(": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.linear = nn.Linear(3, 2)\n\n    def forward(self, x):\n"
        "        return self.linear(x)"
    ),
    "answer = ": "answer = 0",
    "def squares(": "def squares(numbers):\n    return [number + number for number in numbers]",
    "def shout(": "def shout(words):\n    return words",
    "from pathlib": 'from pathlib import Path\n\nPath("letter.txt").write_text("dear grader")',
    "trained = ": "trained = True",
}


@dataclass(frozen=True)
class Field:
    """The built labs, with secrets beside them."""

    course: Course
    labs: dict[str, Lab]
    weights: Path

    def honest(self, lab: str, release: Path | None = None) -> Any:
        """Return the honest notebook: a release, with the answers of a middling student."""
        notebook = nb.read((release or self.labs[lab].release) / f"{lab}.ipynb")
        for cell in notebook.cells:
            if cell.cell_type == "code":
                for start, answer in _ANSWERS.items():
                    if nb.source(cell).startswith(start):
                        cell["source"] = answer
        return notebook


def make(root: Path) -> Field:
    """Build both labs below ``root``, and plant secrets that a student may go for."""
    course = Course(root)
    _source(root, "trials", 23, [code(_IMPORTS)], _TRIALS, "lab.toml, helper.py")
    (root / "source" / "trials" / "helper.py").write_text("FACTOR = 2.5\n", encoding="utf-8")
    _source(root, "handed", 7, [code(_IMPORTS)], _HANDED, "lab.toml")
    weights = root / "source" / "handed" / "weights" / "handed.safetensors"
    _save(weights, [[4.0, -4.0], [-4.0, 4.0]])
    for name in ("trials", "handed"):
        [result] = build(course, [course.lab(name)])
        assert result.status == "built", result.message
    honest = root / "honest" / "handed.safetensors"
    _save(honest, [[4.0, 0.0], [-4.0, 0.0]])
    (root / "gradebook.db").write_text(f"{SECRET}\n", encoding="utf-8")
    other = root / "submissions" / "other"
    other.mkdir(parents=True)
    (other / "trials.ipynb").write_text(f'{{"cells": "{NEIGHBOUR}"}}', encoding="utf-8")
    return Field(course, {name: course.lab(name) for name in HONEST}, honest)


def _save(path: Path, weight: list[list[float]]) -> None:
    model = nn.Linear(2, 2)
    with torch.no_grad():
        model.weight.copy_(torch.tensor(weight))
        model.bias.zero_()
    torchgrade.save_weights(model, path, dataset="digits")


def _source(
    root: Path, lab: str, points: int, first: list[Any], questions: list[list[Any]], files: str
) -> None:
    import nbformat

    folder = root / "source" / lab
    (folder / "mistakes").mkdir(parents=True)
    cells = [raw(_CONFIG.format(lab=lab, files=files)), text(f"# {lab}"), *first]
    for question in questions:
        cells += question
    notebook = nbformat.v4.new_notebook(cells=cells)
    nb.write(nb.normalise(notebook), folder / f"{lab}.ipynb")
    hand_in = 'hand_in = ["weights"]\n' if lab == "handed" else ""
    limits = "[limits]\nseconds = 120\ncell = 2\ncase = 1\n"
    settings = f'title = "{lab}"\npoints = {points}\n{hand_in}\n{limits}'
    (folder / "lab.toml").write_text(settings, encoding="utf-8")
