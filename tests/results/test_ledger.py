"""What a run has written is read again strictly; of another form, file and field are named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support.grades import BATCH, GRADE, MANIFEST
from tools.schemas import FOLDER
from torchgrade.errors import AuthorError
from torchgrade.records import CellOutput, NotTaken, SimilarWeights
from torchgrade.results import read_grades, read_run, read_similar, write_batch, write_grade
from torchgrade.results.ledger import read_class

PAIR = SimilarWeights("ada", "bob", "weights/a", "weights/b", identical=False, cosine=0.99995)


def changed(out: Path, **changes: Any) -> None:
    """Change the one grade.json of a run; None takes a field away."""
    [path] = out.rglob("grade.json")
    data = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({key: value for key, value in data.items() if value is not None}))


def test_a_grade_is_read_as_it_was_written(tmp_path: Path) -> None:
    grade = replace(GRADE, outputs=(CellOutput(1, "half \ud800 a pair"),), notes=("a note",))
    write_grade(grade, "mark", tmp_path)
    read = replace(grade, outputs=(CellOutput(1, "half ? a pair"),))
    assert read_run(tmp_path, "mark") == list(read_grades(tmp_path, "mark")) == [read]
    assert not list(read_grades(tmp_path, "another")), "it was made by something else"


def test_a_grade_of_a_version_without_notes_can_still_be_read(tmp_path: Path) -> None:
    write_grade(GRADE, "mark", tmp_path)
    changed(tmp_path, notes=None, notebook_seconds=None)
    assert list(read_grades(tmp_path, "mark")) == [replace(GRADE, notebook_seconds=None)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"score": "4"}, "score: expected a number, got '4'"),
        ({"status": "lost"}, "status: "),
        ({"max_score": None}, "max_score: expected a value, got nothing"),
        ({"questions": [{"name": "q1", "score": 1}]}, r"questions\[0\]\.max_score: expected"),
        ({"colour": "blue"}, "unknown key 'colour'"),
        ({"submission": "../../ada"}, "submission: expected a text matching"),
        ({"submission": "/ada"}, "submission: "),
        ({"submission": "ada/.."}, "submission: "),
        ({"submission": "a\nb"}, "submission: "),
        ({"submission": "\ud800"}, "submission: "),
        ({"submission": ""}, "submission: "),
    ],
)
def test_another_form_is_graded_again_and_not_completed(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    write_grade(GRADE, "mark", tmp_path)
    changed(tmp_path, **changes)
    assert not list(read_grades(tmp_path, "mark"))
    with pytest.raises(AuthorError, match=rf"grade\.json: {said}.*--resume` grades it again"):
        read_run(tmp_path, "mark")


def test_what_is_alike_is_read_whatever_else_there_is(tmp_path: Path) -> None:
    write_batch(replace(BATCH, similar=(PAIR,)), MANIFEST, tmp_path)
    path = tmp_path / "grades.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "grades": "another version's"}))
    assert read_similar(tmp_path) == (PAIR,)
    path.write_text(json.dumps({**data, "similar": [{"first": "ada"}]}))
    assert read_similar(tmp_path) == read_similar(tmp_path / "none") == ()


def test_a_folder_of_a_submission_that_is_called_as_the_file_stops_nobody(tmp_path: Path) -> None:
    grades = [replace(GRADE, submission=name) for name in ("ada", "bob/grade.json", "grade.json")]
    for grade in grades:
        write_grade(grade, "mark", tmp_path)
    assert read_run(tmp_path, "mark") == list(read_grades(tmp_path, "mark")) == grades


def test_a_file_that_is_too_deep_says_nothing_of_what_is_alike(tmp_path: Path) -> None:
    (tmp_path / "grades.json").write_text('{"similar": [], "x": ' + "[" * 10**5 + "]" * 10**5 + "}")
    assert read_similar(tmp_path) == ()
    assert read_class(tmp_path) == ((), ())


def test_what_is_written_fits_the_published_schemas(tmp_path: Path) -> None:
    things = {"similar": (PAIR,), "not_taken": (NotTaken("a.txt", "no notebook"),)}
    write_batch(replace(BATCH, **things), MANIFEST, tmp_path)
    for grade in BATCH.grades:
        write_grade(grade, "mark", tmp_path)
    paths = [tmp_path / "grades.json", *tmp_path.rglob("grade.json")]
    assert len(paths) == 1 + len(BATCH.grades)
    for path in paths:
        schema = json.loads((FOLDER / f"{path.name}.schema.json").read_text())
        jsonschema.validate(json.loads(path.read_text()), schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**json.loads(path.read_text()), "colour": "blue"}, schema)
