"""An autograder that plain otter made is opened as one of ours, or refused before it grades."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support import corpus
from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.engine.otter import OtterEngine
from torchgrade.errors import AuthorError, SubmissionError
from torchgrade.grade import Submission, run_notebook
from torchgrade.grade.score import score, total
from torchgrade.grade.submissions.take_in import TakenIn, take_in
from torchgrade.records import ForeignSpec, Manifest


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The autograder of `tiny`, to be changed."""
    return Path(shutil.copytree(corpus.assign("tiny").autograder, tmp_path / "tiny"))


def configure(folder: Path, **settings: Any) -> None:
    path = folder / "otter_config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **settings}))


def opened(path: Path) -> Bundle:
    with open_bundle(path) as bundle:
        return bundle


def refusal(path: Path) -> str:
    with pytest.raises(AuthorError) as caught:
        opened(path)
    return str(caught.value)


@pytest.mark.parametrize("name", corpus.names())
def test_what_otter_assign_made_is_read_as_otter_reads_it(name: str) -> None:
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    made = corpus.assign(name)
    bundle = opened(made.zip)
    assert bundle.foreign
    assert bundle.manifest.lab == name
    tests = [
        create_test_file(str(path), NBMetadataConfig())
        for path in sorted((made.autograder / "tests").glob("*.py"))
    ]
    expected = [
        (t.name, t.possible, t.all_or_nothing, [(c.name, c.hidden, c.points) for c in t.test_cases])
        for t in tests
    ]
    assert [
        (q.name, q.points, q.all_or_nothing, [(c.name, c.hidden, c.points) for c in q.cases])
        for q in bundle.manifest.questions
    ] == expected


def test_points_names_and_hints_are_the_authors() -> None:
    questions = {q.name: q for q in opened(corpus.assign("tiny").zip).manifest.questions}
    assert [(c.name, c.test, c.points, c.hidden) for c in questions["q1"].cases] == [
        ("q1 - 1", "test_three", 1, False),
        ("q1 - 2", "test_negative", 3, True),
    ]
    assert [q.name for q in questions.values() if q.all_or_nothing] == ["q2"]
    recursion = {q.name: q for q in opened(corpus.assign("recursion").zip).manifest.questions}
    assert recursion["q2"].cases[0].hint == "Look at one level first."


def test_a_zip_without_an_assignment_name_is_named_after_its_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(corpus.assign("tiny").autograder, tmp_path / "x"))
    configure(folder, assignment_name=None)
    path = tmp_path / "Home work 3-autograder_2026_01_31T10_20_30_123456.zip"
    Bundle(folder, Manifest("", "", "", ()), {}).pack(path)
    manifest = opened(path).manifest
    assert (manifest.lab, manifest.title) == ("Home_work_3", "Home work 3")
    assert manifest.foreign == ForeignSpec(None, None, None)
    assert manifest.seconds == 300


def test_settings_without_effect_are_noted(unpacked: Path) -> None:
    configure(unpacked, pdf=True, show_hidden=True)
    assert len(opened(unpacked).notes) == 2


@pytest.mark.parametrize(
    ("settings", "found", "advice"),
    [
        ({"plugins": ["otter.plugins.builtin.RateLimiting"]}, "plugins", "otter run"),
        ({"lang": "r"}, "R", "otter run"),
        ({"token": "s3cret"}, "token", "take out"),
        ({"course_id": 1, "assignment_id": 2}, "course_id", "take out"),
        ({"grade_from_log": True}, "grade_from_log", "take it out"),
        ({"debug": True}, "debug", "take it out"),
        ({"lang": "cobol"}, "otter_config.json", "otter can read"),
    ],
)
def test_what_cannot_be_honoured_is_refused(
    unpacked: Path, settings: dict[str, Any], found: str, advice: str
) -> None:
    configure(unpacked, **settings)
    message = refusal(unpacked)
    assert found in message
    assert advice in message
    assert "s3cret" not in message


def test_r_tests_are_refused(unpacked: Path) -> None:
    (unpacked / "tests" / "q9.R").write_text("test = list()")
    assert "is for R" in refusal(unpacked)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("q9.py", "def f(:", "tests/q9.py can't be loaded (SyntaxError"),
        ("q9.py", "test = {}", "OK_FORMAT"),
        ("q9.py", "raise SystemExit", "SystemExit"),
        ("q9.py", "OK_FORMAT = False\nname = 'q9'", "no test case"),
        ("more/q9.py", "OK_FORMAT = False\nname = 'q9'", "subfolder"),
    ],
)
def test_broken_tests_are_refused(unpacked: Path, name: str, content: str, expected: str) -> None:
    path = unpacked / "tests" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    assert expected in refusal(unpacked)


def test_two_tests_of_one_name_are_refused(unpacked: Path) -> None:
    shutil.copy(unpacked / "tests" / "q1.py", unpacked / "tests" / "q9.py")
    assert "tests/q1.py and tests/q9.py are both named 'q1'" in refusal(unpacked)


def test_no_test_at_all_is_refused(unpacked: Path) -> None:
    for path in (unpacked / "tests").glob("*.py"):
        path.unlink()
    assert "nothing to grade" in refusal(unpacked)


def test_tests_may_import_support_files_when_they_are_loaded(unpacked: Path) -> None:
    (unpacked / "files").mkdir()
    (unpacked / "files" / "course_helper.py").write_text("TEN = 10")
    path = unpacked / "tests" / "q2.py"
    path.write_text(
        f"from course_helper import TEN\nopen('course_helper.py').close()\n{path.read_text()}"
    )
    before = Path.cwd(), list(sys.path)
    assert len(opened(unpacked).manifest.questions) == 4
    assert (Path.cwd(), sys.path) == before
    assert "course_helper" not in sys.modules
    assert [p.name for p in (unpacked / "files").iterdir()] == ["course_helper.py"]


def test_the_folder_that_otter_assign_wrote_names_the_zip_in_it() -> None:
    made = corpus.assign("tiny")
    assert made.zip.name in refusal(made.zip.parent)


@pytest.mark.parametrize("member", ["../evil.py", "/evil.py", "tests\\..\\..\\evil.py"])
def test_a_zip_that_leaves_its_folder_is_refused(tmp_path: Path, member: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("otter_config.json", "{}")
        archive.writestr(member, "")
    assert "outside of its folder" in refusal(path)


def take(bundle: Bundle, path: Path, folder: Path) -> TakenIn:
    folder.mkdir()
    return take_in(Submission(path, path.name), bundle.manifest, folder)


def test_any_notebook_is_taken_where_the_assignment_has_no_name(
    unpacked: Path, tmp_path: Path
) -> None:
    configure(unpacked, assignment_name=None)
    notebook = nb.read(corpus.assign("strings").folder / "source" / "strings.ipynb")
    nb.write(notebook, tmp_path / "mine.ipynb")
    taken = take(opened(unpacked), tmp_path / "mine.ipynb", tmp_path / "work")
    assert taken.flags == ()
    assert [path.name for path in taken.folder.iterdir()] == ["tiny.ipynb"]


def test_a_name_that_is_no_file_name_is_still_the_name_that_counts(
    unpacked: Path, tmp_path: Path
) -> None:
    configure(unpacked, assignment_name="Lab 1/2: Äpfel")
    bundle = opened(unpacked)
    notebook = nb.normalise(corpus.assign("tiny").solved)
    notebook.metadata["otter"] = {"assignment_name": "Lab 1/2: Äpfel"}
    nb.write(notebook, tmp_path / "mine.ipynb")
    taken = take(bundle, tmp_path / "mine.ipynb", tmp_path / "work")
    [path] = taken.folder.iterdir()
    assert path.name == f"{bundle.manifest.lab}.ipynb" == "Lab_1_2_Äpfel.ipynb"
    assert nb.read(path).metadata["otter"]["assignment_name"] == "Lab 1/2: Äpfel"


def test_another_assignments_notebook_and_scripts_are_refused(tmp_path: Path) -> None:
    bundle = opened(corpus.assign("tiny").zip)
    nb.write(corpus.assign("tiny_ok").solved, tmp_path / "other.ipynb")
    with pytest.raises(SubmissionError, match="expected 'tiny'"):
        take(bundle, tmp_path / "other.ipynb", tmp_path / "a")
    (tmp_path / "answer.py").write_text("total = 10")
    with pytest.raises(SubmissionError, match="no notebook"):
        take(bundle, tmp_path / "answer.py", tmp_path / "b")


def test_what_lies_beside_a_notebook_comes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    nb.write(corpus.assign("tiny").solved, tmp_path / "tiny.ipynb")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "tiny.ipynb", "tiny.ipynb")
        for name in ("mine.csv", "data/more.csv", ".OTTER_LOG", "__zip_filename__", "tiny.pdf"):
            archive.writestr(name, "1")
        archive.writestr("tests/q1.py", "forged")
    taken = take(opened(corpus.assign("tiny").zip), path, tmp_path / "work")
    files = sorted(
        p.relative_to(taken.folder).as_posix() for p in taken.folder.rglob("*") if p.is_file()
    )
    assert files == ["data/more.csv", "mine.csv", "tiny.ipynb"]


@pytest.mark.parametrize("threshold", [None, 0.5, 0.95])
@pytest.mark.parametrize("possible", [None, 20])
@pytest.mark.parametrize("wrong", [(), (("q1", 0),), (("q2", 1), ("q1", 1), ("q4", 1))])
def test_the_total_is_the_one_that_otter_shows_on_gradescope(
    threshold: float | None, possible: float | None, wrong: tuple[tuple[str, int], ...]
) -> None:
    from otter.nbmeta_config import NBMetadataConfig
    from otter.run import AutograderConfig
    from otter.test_files import GradingResults, create_test_file
    from otter.test_files.abstract_test import TestCaseResult

    made = corpus.assign("tiny")
    manifest = opened(made.zip).manifest
    rules = ForeignSpec("tiny", threshold, possible)
    manifest = dataclasses.replace(manifest, foreign=rules)
    tests, outcomes = [], {}
    for path in sorted((made.autograder / "tests").glob("*.py")):
        test = create_test_file(str(path), NBMetadataConfig())
        passed = [(test.name, place) not in wrong for place in range(len(test.test_cases))]
        outcomes[test.name] = tuple(CaseOutcome(p) for p in passed)
        test.test_case_results = [
            TestCaseResult(case, "", p) for case, p in zip(test.test_cases, passed, strict=True)
        ]
        tests.append(test)
    results = GradingResults(tests)
    shown = results.to_gradescope_dict(
        AutograderConfig({"score_threshold": threshold, "points_possible": possible})
    )
    ours = total(manifest, score(manifest, Outcome(outcomes)))
    assert ours == pytest.approx(shown.get("score", results.total))


def test_otter_itself_grades_a_foreign_zip(tmp_path: Path) -> None:
    made = corpus.assign("chance")
    nb.write(made.solved, tmp_path / "chance.ipynb")
    with open_bundle(made.zip) as bundle:
        grade, _ = run_notebook(
            bundle, Submission(tmp_path / "chance.ipynb", "chance.ipynb"), OtterEngine()
        )
    assert (grade.status, grade.score, grade.max_score) == ("graded", 20, 20)
    assert sum(q.score for q in grade.questions) == 7
