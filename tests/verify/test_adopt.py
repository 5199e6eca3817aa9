"""An answer of a student becomes a mistake or an alternative of the lab."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from tests.support.source import BuiltCourse
from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.cli import app
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.verify import adopt, read_variant
from torchgrade.verify.adopt import MISSING

OTHER = "import torch\n\n\ndef softmax(scores):\n    return torch.softmax(scores, dim=1)\n"
WRONG = "import torch\n\n\ndef softmax(scores):\n    return scores.exp() / scores.exp().sum()\n"


def handed_in(built: BuiltCourse, code: str, *, keep_id: bool = True) -> Path:
    """Write the release with an answer in it."""
    release = nb.read(built.lab.release / built.lab.notebook.name)
    [cell] = [cell for cell in release.cells if "def softmax" in nb.source(cell)]
    cell.source = code
    if not keep_id:
        cell.id = "another"
    path = built.course.root / "student.ipynb"
    nbformat.write(release, path)
    return path


@pytest.mark.parametrize("keep_id", [True, False])
def test_a_right_answer_becomes_an_alternative(
    built: BuiltCourse, engine: IsolatedEngine, keep_id: bool
) -> None:
    path = handed_in(built, OTHER, keep_id=keep_id)
    made = adopt(
        built.course,
        built.lab,
        path,
        "q1_softmax",
        "alternative",
        engine,
        name="library",
        why="As in F.",
    )
    assert made == built.lab.alternatives / "library.py"
    variant = read_variant(made)
    assert (variant.question, variant.fails, variant.why) == ("q1_softmax", (), "As in F.")
    assert variant.code.strip() == OTHER.strip()


@pytest.mark.parametrize(
    "answer", ["a\0b", "softmax = " + "-" * 10**5 + "1", "softmax = x" + ".a" * 50_000]
)
def test_what_python_cannot_read_is_no_answer(
    built: BuiltCourse, engine: IsolatedEngine, answer: str
) -> None:
    path = handed_in(built, answer)
    with pytest.raises(AuthorError, match="is not Python"):
        adopt(built.course, built.lab, path, "q1_softmax", "mistake", engine)


def test_a_wrong_answer_becomes_a_mistake_with_the_tests_that_catch_it(
    built: BuiltCourse, engine: IsolatedEngine
) -> None:
    path = handed_in(built, WRONG)
    variant = read_variant(adopt(built.course, built.lab, path, "q1_softmax", "mistake", engine))
    assert variant.fails == ("test_rows_add_up_to_one", "test_values_and_large_scores")


def test_a_wrong_answer_that_nothing_catches_asks_for_a_test(
    built: BuiltCourse, engine: IsolatedEngine
) -> None:
    made = adopt(built.course, built.lab, handed_in(built, OTHER), "q1_softmax", "mistake", engine)
    assert read_variant(made).fails == (MISSING,)


@pytest.mark.parametrize(
    ("code", "question", "kind", "says"),
    [
        (OTHER, "q1_softmax", "excuse", "expected mistake or alternative"),
        (OTHER, "q9", "mistake", "has no question 'q9'"),
        ("print('nothing')", "q1_softmax", "mistake", "no cell of the submission answers"),
        ("def softmax(:", "q1_softmax", "mistake", "is not Python"),
        ("", "q1_softmax", "mistake", "is the lab's own solution: there is nothing to adopt"),
    ],
)
def test_what_can_not_be_adopted_says_why(
    built: BuiltCourse, engine: IsolatedEngine, code: str, question: str, kind: str, says: str
) -> None:
    outline = read_source(built.lab)
    [cell] = outline.question("q1_softmax").solutions
    path = handed_in(built, code or outline.source(cell), keep_id="nothing" not in code)
    before = sorted(built.lab.source.rglob("*"))
    with pytest.raises(AuthorError, match=says):
        adopt(built.course, built.lab, path, question, kind, engine)
    assert sorted(built.lab.source.rglob("*")) == before


def test_a_submission_that_is_not_there_is_named(
    built: BuiltCourse, engine: IsolatedEngine
) -> None:
    with pytest.raises(AuthorError, match=r"^gone.ipynb can.t be read: No such file"):
        adopt(built.course, built.lab, Path("gone.ipynb"), "q1_softmax", "mistake", engine)


def test_no_file_is_overwritten(built: BuiltCourse, engine: IsolatedEngine) -> None:
    path = handed_in(built, WRONG)
    with pytest.raises(AuthorError, match="already exists"):
        adopt(built.course, built.lab, path, "q1_softmax", "mistake", engine, name="no_shift")
    first = adopt(built.course, built.lab, path, "q1_softmax", "mistake", engine)
    assert adopt(built.course, built.lab, path, "q1_softmax", "mistake", engine) != first


def test_the_commands_adopt_and_verify(warm: None, built: BuiltCourse) -> None:
    """Adopted, proved, and then a mistake that nothing catches: exit 0, 0 and 1."""
    run = CliRunner().invoke
    course = ["--course", str(built.course.root)]
    student = str(handed_in(built, WRONG))
    done = run(app, ["adopt", "hello", student, "q1_softmax", "--as", "mistake", *course])
    assert done.exit_code == 0, done.output
    quick = ["verify", "hello", "--quick", "--skip", "mutants", *course]
    page = built.course.root / "proof.html"
    done = run(app, [*quick, "--html", str(page)])
    assert done.exit_code == 0, done.output
    assert "2 of 2 mistakes caught" in done.output
    assert "q1_softmax" in page.read_text()
    text = (built.lab.mistakes / "no_shift.py").read_text()
    text = text.replace("scores.exp()", "torch.softmax(scores, dim=1)")
    (built.lab.mistakes / "not_caught.py").write_text(text)
    done = run(app, [*quick, "--json"])
    assert done.exit_code == 1
    assert [found["code"] for found in json.loads(done.stdout)] == ["V201"]
    shutil.rmtree(built.course.cache)
