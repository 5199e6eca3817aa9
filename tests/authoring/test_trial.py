"""The blank release, graded as a student's: it earns nothing that should have been earned."""

from __future__ import annotations

import pytest

from tests.support.source import BuiltCourse
from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.authoring.stage import Staged
from torchgrade.authoring.trial import prove_blank
from torchgrade.bundle import open_bundle
from torchgrade.course import read_manifest
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError

RIGHT = "def softmax(scores):\n    return scores.softmax(1)\n"
RIGHT_WHERE_NOBODY_SEES = RIGHT.replace("(1)", "(1) if len(scores) == 5 else None")
RIGHT_WHERE_ALL_SEE = RIGHT.replace("(1)", "(1) if len(scores) == 2 else None")


def said(built: BuiltCourse, engine: IsolatedEngine, answer: str) -> str:
    """What is wrong with a release that has an answer in it; empty if nothing."""
    lab = built.lab
    path = lab.release / lab.notebook.name
    notebook = nb.read(path)
    [cell] = [cell for cell in notebook.cells if nb.source(cell).startswith("import torch\n")]
    cell["source"] = answer or nb.source(cell)
    nb.write(notebook, path)
    staged = Staged(lab.release, lab.autograder, lab.solutions, read_manifest(lab.autograder))
    with open_bundle(lab.autograder) as bundle:
        try:
            prove_blank(read_source(lab), staged, bundle, engine)
        except AuthorError as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    ("answer", "passes"),
    [
        ("", ""),
        ("raise SystemExit", ""),
        (RIGHT_WHERE_ALL_SEE, ""),
        (RIGHT_WHERE_NOBODY_SEES, "q1_softmax - 2 (test_values_and_large_scores)"),
        (RIGHT, "q1_softmax - 1 (test_rows_add_up_to_one), q1_softmax - 2 (test_values_and_large"),
    ],
)
def test_a_release_that_passes_what_it_should_not_is_refused(
    built: BuiltCourse, engine: IsolatedEngine, answer: str, passes: str
) -> None:
    found = said(built, engine, answer)
    assert f"it passes {passes}" in found if passes else found == ""
    assert "hello.ipynb, cell 3 ('# BEGIN QUESTION')" in found or not passes


def test_what_has_no_points_may_pass(built: BuiltCourse, engine: IsolatedEngine) -> None:
    manifest = built.lab.autograder / "torchgrade.json"
    manifest.write_text(manifest.read_text().replace('"points": 7.0', '"points": 0.0'))
    assert said(built, engine, RIGHT_WHERE_NOBODY_SEES) == ""
