"""Of a lab's two files, the one that was changed makes the other; none is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import source
from tests.support.command import torchgrade_here
from torchgrade import notebook as nb
from torchgrade.authoring.template import new_lab
from torchgrade.authoring.text import in_text, keep_in_step, text_file
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    new_lab(Course(tmp_path), "hello")
    return Course(tmp_path).lab("hello")


def edit_text(lab: Lab, old: str, new: str) -> None:
    path = text_file(lab.notebook)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def edit_notebook(lab: Lab, old: str, new: str) -> None:
    """As JupyterLab does: metadata stay."""
    book = nb.read(lab.notebook)
    [cell] = [cell for cell in book.cells if old in nb.source(cell)]
    cell["source"] = nb.source(cell).replace(old, new)
    nb.write(book, lab.notebook)


def test_a_new_lab_is_in_step(lab: Lab) -> None:
    assert keep_in_step(lab.notebook) == ""
    assert text_file(lab.notebook).is_file()


def test_a_changed_text_makes_the_notebook(lab: Lab) -> None:
    edit_text(lab, "scores of any size", "scores of all sizes")
    assert keep_in_step(lab.notebook, check=True) == "hello.ipynb"
    assert "all sizes" not in lab.notebook.read_text("utf-8"), "nothing is written to check"
    assert keep_in_step(lab.notebook) == "hello.ipynb"
    assert "scores of all sizes" in lab.notebook.read_text("utf-8")
    assert keep_in_step(lab.notebook) == ""


def test_a_changed_notebook_makes_the_text_and_keeps_what_tests_share(lab: Lab) -> None:
    edit_text(lab, "from torchgrade import checks\n", "from torchgrade import checks\nROWS = 5\n")
    edit_text(lab, "torch.randn(5, 4", "torch.randn(ROWS, 4")
    keep_in_step(lab.notebook)
    edit_notebook(lab, "scores of any size", "scores of all sizes")
    assert keep_in_step(lab.notebook) == "hello.lab.py"
    text = text_file(lab.notebook).read_text("utf-8")
    assert "scores of all sizes" in text
    assert text.count("ROWS = 5") == 1
    assert text.count("import checks") == 1
    assert keep_in_step(lab.notebook) == ""


def test_where_both_were_changed_none_is_lost(lab: Lab) -> None:
    edit_text(lab, "scores of any size", "scores of all sizes")
    edit_notebook(lab, "add up to 1", "sum to 1")
    before = lab.notebook.read_bytes()
    with pytest.raises(AuthorError, match="were both changed"):
        keep_in_step(lab.notebook)
    assert lab.notebook.read_bytes() == before


def test_the_notebook_need_not_be_there(lab: Lab) -> None:
    before = lab.notebook.read_bytes()
    lab.notebook.unlink()
    assert keep_in_step(lab.notebook) == "hello.ipynb"
    assert lab.notebook.read_bytes() == before


def test_a_lab_without_a_text_is_left_alone(lab: Lab) -> None:
    text_file(lab.notebook).unlink()
    edit_notebook(lab, "scores of any size", "scores of all sizes")
    assert keep_in_step(lab.notebook) == ""
    assert not text_file(lab.notebook).exists()


def test_what_a_text_cannot_say_names_the_way_out(lab: Lab) -> None:
    book = nb.read(lab.notebook)
    book.cells.append(source.code("x = 1\n# %% y"))
    nb.write(nb.normalise(book), lab.notebook)
    with pytest.raises(AuthorError, match=r"can't be said .*\n.*delete .*hello.lab.py"):
        keep_in_step(lab.notebook)


def place(said: str) -> int:
    found = re.match(r"\(hello\.lab\.py:(\d+)\)", said)
    assert found, said
    return int(found[1])


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("    # END SOLUTION\n", "", "    # BEGIN SOLUTION", "expected # END SOLUTION after"),
        ("    # BEGIN SOLUTION\n", "", "    # END SOLUTION", "expected # BEGIN SOLUTION before"),
        ("dim=1), torch.ones(2)", "dim=1, torch.ones(2)", "", "a syntax error"),
    ],
)
def test_what_a_build_refuses_is_named_by_the_line_of_the_text(
    lab: Lab, old: str, new: str, at: str, words: str
) -> None:
    path = text_file(lab.notebook)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1))
    done = torchgrade_here("build", "hello", cwd=lab.source.parents[1])
    assert done.returncode == 2
    assert words in done.stderr
    found = re.search(r"\('.*?'\) \(hello\.lab\.py:(\d+)\): expected", done.stderr)
    assert found, done.stderr
    line = path.read_text("utf-8").splitlines()[int(found[1]) - 1]
    assert line == at if at else new in line
    assert "BEGIN TEST CONFIG" not in done.stderr


def test_a_place_is_found_in_the_text(lab: Lab) -> None:
    """Cell 6 is the first solution, cell 9 its first test, to which lines were added."""
    lines = text_file(lab.notebook).read_text("utf-8").splitlines()
    cell = nb.read(lab.notebook).cells[5]
    line = 1 + nb.source(cell).splitlines().index("    # BEGIN SOLUTION")
    said = in_text(lab.notebook, f"cell 6, line {line}")
    found = place(said.removeprefix(f"cell 6, line {line} "))
    assert lines[found - 1] == "    # BEGIN SOLUTION"
    said = in_text(lab.notebook, "cell 9 (test_rows_add_up_to_one)")
    assert said.endswith(" (test_rows_add_up_to_one)")
    assert lines[place(said.removeprefix("cell 9 ")) - 1].startswith("# %% test, 1 point")
    test = nb.source(nb.read(lab.notebook).cells[8]).splitlines()
    for number, code in enumerate(test, start=1):
        said = in_text(
            lab.notebook, f"hello.ipynb, cell 9 ('a: (b)'): in line {number} of the cell"
        )
        found = place(said.removeprefix("hello.ipynb, cell 9 ('a: (b)') "))
        if "torch.ones(2)" in code or "scores = " in code:
            assert lines[found - 1] == code
    two = in_text(lab.notebook, "no cell here\ncell 9: this\ncell 6: that").splitlines()
    assert [line.count("(hello.lab.py:") for line in two] == [0, 1, 1]
    assert in_text(lab.notebook, "mistakes/no_shift.py") == "mistakes/no_shift.py"
    assert in_text(lab.notebook, "cell 99") == "cell 99"
    text_file(lab.notebook).unlink()
    assert in_text(lab.notebook, "cell 5") == "cell 5"


def test_what_is_damaged_is_named(lab: Lab) -> None:
    lab.notebook.write_text("<<<<<<< HEAD", "utf-8")
    with pytest.raises(AuthorError, match=r"two versions, .* made of hello.lab.py again"):
        keep_in_step(lab.notebook)
    text_file(lab.notebook).write_bytes(b"# %% text\n# \xff")
    with pytest.raises(AuthorError, match=r"hello.lab.py is not UTF-8"):
        keep_in_step(lab.notebook)


def test_a_question_is_added_to_the_text(lab: Lab) -> None:
    said = torchgrade_here("add-question", "hello", "q3_turn", "--points", "4", cwd=lab.course)
    assert "added q3_turn to hello.lab.py" in said.stdout
    text = text_file(lab.notebook).read_text("utf-8")
    assert text.count("# %% question") == 3
    assert text.count("import torch\n") == 2, "what tests use, and the solution of question 1"
    assert "name: q3_turn" in lab.notebook.read_text("utf-8").replace("\\n", "\n")
    assert keep_in_step(lab.notebook) == ""


def test_commands_say_which_file_they_wrote(lab: Lab, warm: None) -> None:
    edit_text(lab, "scores of any size", "scores of all sizes")
    assert torchgrade_here("build", "--check", cwd=lab.course).returncode == 1
    built = torchgrade_here("build", cwd=lab.course)
    assert "hello: wrote hello.ipynb anew, as hello.lab.py was changed" in built.stdout
    assert "scores of all sizes" in (lab.release / "hello.ipynb").read_text("utf-8")
    assert "text_form" not in (lab.release / "hello.ipynb").read_text("utf-8")
    assert torchgrade_here("build", "--check", cwd=lab.course).returncode == 0
    edit_text(lab, "scores of all sizes", "scores of any size")
    checked = torchgrade_here("build", "--check", cwd=lab.course)
    assert checked.returncode == 1
    assert "differs: source/hello/hello.ipynb" in checked.stdout


def test_a_text_is_made_of_a_notebook_on_demand(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    assert not text_file(lab.notebook).exists()
    assert "hello.lab.py" in torchgrade_here("text", "hello", cwd=tmp_path).stdout
    assert keep_in_step(lab.notebook) == ""
