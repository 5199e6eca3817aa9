"""A test that needs a GPU is pending without one, by its own word alone."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from tests.support import tiny
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.course import VERDICTS
from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Intake, Submission, complete_all, pack_verdicts, run_notebook
from torchgrade.notes import Note
from torchgrade.records import CaseGrade, CaseSpec, Grade, QuestionGrade

pytestmark = pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")

CELLS = [
    "def f(x):\n    return x + 1",
    'import otter; grader = otter.Notebook(); grader.check("q1")',
]
NEEDS = "from torchgrade import checks\n"
TESTS = {
    "q1": "def test_one(f):\n    assert f(1) == 2\n",
    "q2": f"{NEEDS}def test_gpu(f):\n    checks.needs_gpu()\n    assert f(1) == 2\n",
}


@pytest.fixture
def made(tmp_path: Path) -> tuple[Bundle, Submission]:
    return tiny.make(tmp_path / "lab", CELLS, TESTS)


def status(played: tiny.Played, question: str = "q1") -> str:
    [found] = [q for q in played.grade.questions if q.name == question]
    return found.cases[0].status


def test_it_costs_nothing_and_the_grade_says_how_much_may_come(play: Callable[..., tiny.Played]):
    grade = play(CELLS, TESTS).grade
    assert (grade.status, grade.score, grade.pending, grade.max_score) == ("graded", 1, 1, 2)
    assert grade.pending_questions == ("q2",)
    case = grade.questions[1].cases[0]
    assert (case.status, case.gpu, case.score) == ("pending", True, 0)
    assert case.message.startswith("pending: this test needs a GPU")
    assert not grade.questions[0].cases[0].gpu


FORGERIES = {
    "calls needs_gpu": "from torchgrade import checks\ndef f(x):\n    checks.needs_gpu()",
    "raises its exception": (
        "from torchgrade.checks.gpu import NeedsGpuError as E\ndef f(x):\n    raise E('pending')"
    ),
    "raises one of that name": (
        "class NeedsGpuError(Exception): pass\nNeedsGpuError.__module__ = 'torchgrade.checks.gpu'\n"
        "def f(x):\n    raise NeedsGpuError('pending')"
    ),
    "calls it in the cell": "from torchgrade import checks\nchecks.needs_gpu()\ndef f(x): return 2",
}


@pytest.mark.parametrize("cell", FORGERIES.values(), ids=FORGERIES)
def test_a_notebook_can_not_make_a_case_pending(play: Callable[..., tiny.Played], cell: str):
    played = play([cell], "def test_one(f):\n    assert f(1) == 2\n")
    assert status(played) == "failed"
    assert played.grade.pending == 0


def test_all_or_nothing_waits_for_the_last_case_unless_one_has_failed(
    engine: IsolatedEngine, tmp_path: Path
):
    decided, waits = (
        "def test_a(f):\n    assert f(1) == {}\n",
        "def test_b():\n    checks.needs_gpu()\n",
    )
    both = f"{NEEDS}{decided}\n{waits}"
    for answer, pending in ((2, 2), (3, 0)):
        bundle, submission = tiny.make(tmp_path / str(answer), CELLS, {"q1": both.format(answer)})
        [question] = bundle.manifest.questions
        strict = dataclasses.replace(question, all_or_nothing=True)
        manifest = dataclasses.replace(bundle.manifest, questions=(strict,))
        grade, _ = run_notebook(dataclasses.replace(bundle, manifest=manifest), submission, engine)
        assert (grade.score, grade.pending) == (0, pending)


@pytest.mark.slow(reason="otter starts a kernel, which takes eight seconds")
def test_plain_otter_fails_it_and_says_why(made: tuple[Bundle, Submission]):
    grade, _ = run_notebook(*made, OtterEngine())
    assert (grade.score, grade.pending) == (1, 0)
    assert "this test needs a GPU (CUDA)" in grade.questions[1].cases[0].message


# The digest, by which a verdict finds its submission.


def digest(path: Path, bundle: Bundle) -> str:
    with Intake(bundle.manifest) as intake, intake.taken(Submission(path, "x")) as taken:
        return taken.digest


def packed_in_all_ways(folder: Path, root: Path) -> list[Path]:
    """A folder, the same with what Gradescope or a Mac adds, its zip, and a folder with the zip."""
    noisy, zipped = root / "noisy", root / "only"
    shutil.copytree(folder, noisy)
    (noisy / "__MACOSX").mkdir()
    (noisy / "__MACOSX" / "._lab.ipynb").write_text("no notebook")
    (noisy / ".DS_Store").write_text("")
    (noisy / "notes.txt").write_text("not asked for")
    zipped.mkdir()
    archive = Path(shutil.make_archive(str(zipped / "submission"), "zip", folder))
    return [folder, noisy, archive, zipped]


def test_a_submission_has_the_same_digest_in_a_notebook_a_folder_and_a_zip(
    made: tuple[Bundle, Submission], tmp_path: Path
):
    bundle, submission = made
    notebook = submission.path / "lab.ipynb"
    renamed = tmp_path / "Ada's work.ipynb"
    shutil.copy(notebook, renamed)
    paths = [notebook, renamed, *packed_in_all_ways(submission.path, tmp_path)]
    assert len({digest(path, bundle) for path in paths}) == 1


def test_the_digest_is_that_of_the_grade_and_feels_weights_and_code(
    engine: IsolatedEngine, tmp_path: Path
):
    bundle, submission = tiny.make(
        tmp_path / "lab", CELLS, TESTS, handed={"weights/w.safetensors": "1"}, hand_in=("weights",)
    )
    paths = packed_in_all_ways(submission.path, tmp_path)
    found = {digest(path, bundle) for path in paths}
    grades = [
        run_notebook(bundle, Submission(path, "x"), engine)[0] for path in (paths[0], paths[2])
    ]
    assert {grade.digest for grade in grades} == found
    assert len(found) == 1
    (submission.path / "weights" / "w.safetensors").write_text("2")
    other = digest(submission.path, bundle)
    notebook = submission.path / "lab.ipynb"
    notebook.write_text(notebook.read_text().replace("x + 1", "x + 2"))
    assert len({*found, other, digest(submission.path, bundle)}) == 3


# Verdicts in an autograder.


def decided(grade: Grade, status: str) -> Grade:
    """The grade as a machine with a GPU would have completed it."""
    case = CaseGrade("q2 - 1", status, False, 0, 1, "said there", gpu=True)  # type: ignore[arg-type]
    return dataclasses.replace(
        grade, questions=(grade.questions[0], QuestionGrade("q2", 0, 1, (case,)))
    )


def test_a_zip_with_verdicts_makes_the_grade_of_that_submission_final(
    made: tuple[Bundle, Submission], engine: IsolatedEngine, tmp_path: Path
):
    bundle, submission = made
    before = run_notebook(bundle, submission, engine)[0]
    path = tmp_path / "lab.zip"
    bundle.pack(path)
    assert pack_verdicts(bundle, [decided(before, "passed")], path) == 1
    other = Submission(tmp_path / "other.ipynb", "other")
    notebook = (submission.path / "lab.ipynb").read_text()
    other.path.write_text(notebook.replace("return x + 1", "return 1 + x"))
    with open_bundle(path) as opened:
        after = run_notebook(opened, submission, engine)[0]
        pending = run_notebook(opened, other, engine)[0]
    assert (after.score, after.pending, after.max_score) == (2, 0, 2)
    assert after.seed == before.seed, "verdicts change no input of a test"
    assert (pending.score, pending.pending) == (1, 1), "another submission's verdict"
    assert pack_verdicts(bundle, [decided(before, "failed")], path) == 1
    with open_bundle(path) as opened:
        failed = run_notebook(opened, submission, engine)[0]
    assert (failed.score, failed.pending) == (1, 0)
    assert failed.questions[1].cases[0].message == "said there"


def test_packing_keeps_all_else_and_verdicts_of_others_and_gives_the_same_bytes(
    made: tuple[Bundle, Submission], tmp_path: Path
):
    bundle, _ = made
    grade = Grade("x", "graded", 2, 1.0, questions=(QuestionGrade("q1", 1, 1),) * 2)
    path = tmp_path / "lab.zip"
    bundle.pack(path)
    with open_bundle(path) as opened:
        files = {p.relative_to(opened.folder) for p in opened.folder.rglob("*")}
    for digest, count in (("a", 1), ("b", 2), ("b", 2)):
        known = path.read_bytes()
        one = dataclasses.replace(decided(grade, "passed"), digest=digest)
        assert pack_verdicts(bundle, [one], path) == count
    assert path.read_bytes() == known
    with open_bundle(path) as opened:
        now = {p.relative_to(opened.folder) for p in opened.folder.rglob("*")}
        assert now - files == {Path(VERDICTS)}
        assert opened.tests_digest == bundle.tests_digest


def test_verdicts_of_other_tests_are_refused_and_say_nothing(
    made: tuple[Bundle, Submission], engine: IsolatedEngine, tmp_path: Path
):
    bundle, submission = made
    other, _ = tiny.make(tmp_path / "other", CELLS, {**TESTS, "q1": "def test_one(f):\n    f(2)\n"})
    path = tmp_path / "lab.zip"
    other.pack(path)
    with pytest.raises(AuthorError, match="not those that grade here"):
        pack_verdicts(bundle, [], path)
    grade = decided(run_notebook(bundle, submission, engine)[0], "passed")
    bundle.pack(path)
    pack_verdicts(bundle, [grade], path)
    with open_bundle(path) as opened:
        shutil.copy(opened.folder / VERDICTS, other.folder)
    assert run_notebook(other, submission, engine)[0].pending == 1


def test_damaged_verdicts_leave_a_submission_ungraded(
    made: tuple[Bundle, Submission], engine: IsolatedEngine
):
    bundle, submission = made
    content = {"tests": bundle.tests_digest, "submissions": [1]}
    for text in ("{ half", json.dumps(content)):
        (bundle.folder / VERDICTS).write_text(text)
        grade, _ = run_notebook(bundle, submission, engine)
        assert (grade.status, grade.score) == ("ungraded", None)
        assert "verdicts.json of the autograder is damaged" in grade.message


def test_what_a_public_test_says_in_a_later_run_is_not_shown(
    made: tuple[Bundle, Submission], monkeypatch: pytest.MonkeyPatch
):
    """Hidden tests have run by then, so the code under test may know what they hold."""
    bundle, submission = made
    engine = IsolatedEngine()
    cases = tuple(
        CaseSpec(f"q2 - {n}", f"test_{n}", hidden, 1) for n, hidden in enumerate((True, False))
    )
    q1, q2 = bundle.manifest.questions
    manifest = dataclasses.replace(
        bundle.manifest, questions=(q1, dataclasses.replace(q2, cases=cases))
    )
    gone = CaseOutcome(None, "pending", gpu=True)
    said = CaseOutcome(passed=False, message="SECRET", gpu=True)

    def outcome(case: CaseOutcome) -> Callable[..., Outcome]:
        return lambda *_, **__: Outcome(
            {"q1": (CaseOutcome(passed=True),), "q2": (case, case)}, notes=("later",)
        )

    monkeypatch.setattr(engine, "run", outcome(gone))
    lab = dataclasses.replace(bundle, manifest=manifest)
    earlier, _ = run_notebook(lab, submission, engine)
    assert [case.message for case in earlier.questions[1].cases] == ["pending", "pending"]
    monkeypatch.setattr(engine, "run", outcome(said))
    [(grade, why)] = complete_all(lab, {submission.name: (submission, earlier)}, engine)
    assert not why
    hidden, public = grade.questions[1].cases
    assert (hidden.status, hidden.message) == ("failed", "SECRET")
    assert (public.status, public.message) == ("failed", Note.AFTER_HIDDEN.text())
    assert grade.notes == earlier.notes
