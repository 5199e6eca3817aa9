"""A batch: it can be stopped and resumed, explained to staff, and of plain otter's making."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import torch

import torchgrade
from tests.support import command, tiny
from tools.schemas import FOLDER
from torchgrade import results
from torchgrade.bundle import open_bundle
from torchgrade.bundle.signatures import KnownMistake, Signatures, signature
from torchgrade.cli.batch import Options, run
from torchgrade.cli.batch.work import mark_of
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files import writing
from torchgrade.grade import dataset_of
from torchgrade.records import Grade

pytestmark = pytest.mark.usefixtures("warm")

CELLS = [
    "def double(x):\n    return 2 * x",
    "import time; time.sleep(0.3); print('half done <b>')",
    'import otter; grader = otter.Notebook(); grader.check("q1")',
]
TESTS = {
    "q1": """
        @test_case(points=1, hidden=False)
        def test_two(double):
            assert double(2) == 4

        @test_case(points=2, hidden=True)
        def test_more(double):
            wanted, got = 42, double(20)
            assert wanted == got
    """
}


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Path]:
    """An autograder's folder, and a folder with five copies of a submission."""
    bundle, submission = tiny.make(tmp_path / "lab", CELLS, TESTS)
    inbox = tmp_path / "inbox"
    notebook = (
        next(submission.path.rglob("*.ipynb")) if submission.path.is_dir() else submission.path
    )
    for student in ("ada", "bob", "cyd", "dee", "eve"):
        (inbox / student).mkdir(parents=True)
        shutil.copy(notebook, inbox / student / notebook.name)
    return bundle.folder, inbox


def test_the_page_for_staff_shows_source_inputs_and_what_was_expected(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    ended = run(Options(autograder, [inbox / "ada"], tmp_path / "out", explain=["q1"]))
    [grade] = ended.batch.grades
    assert not ended.stopped
    assert grade.score == 1
    folder = tmp_path / "out" / "submissions" / grade.submission
    page = (folder / "explain-q1.html").read_text()
    assert "def test_more" in page
    assert "wanted = 42" in page
    assert "got = 40" in page
    assert "exception_test.py" not in page, "no frame of otter's"
    assert 'href="submissions' in (tmp_path / "out" / "report.html").read_text()
    assert "explain-q1.html" in (tmp_path / "out" / "report.html").read_text()
    feedback = (folder / "feedback.html").read_text()
    assert "half done &lt;b&gt;" in feedback
    assert "wanted" not in feedback
    assert grade.seed not in feedback


def test_the_command_says_where_the_page_is(course: tuple[Path, Path], tmp_path: Path) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    two = [str(inbox / "ada"), str(inbox / "bob")]
    words = ["grade", "--autograder", autograder, *two, "--out", out, "--explain", "q1"]
    ran = command.torchgrade_here(*words, cwd=tmp_path)
    [line] = [line for line in ran.stdout.splitlines() if "explained" in line]
    place = line.removeprefix("q1 explained, for staff: ").partition(",")[0]
    assert Path(place).name == "explain-q1.html"
    assert Path(place).is_file()
    assert line.endswith(", and 1 more beside feedback")
    assert "is not explained" not in ran.stderr


def test_what_an_earlier_run_has_graded_is_said_to_have_no_page(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    run(Options(autograder, [inbox / "ada"], out))
    words = ["grade", "--autograder", autograder, inbox / "ada", "--out", out, "--resume"]
    ran = command.torchgrade_here(*words, "--explain", "q1", cwd=tmp_path)
    assert "q1 is not explained for 1 graded by an earlier run, such as ada" in ran.stderr
    assert "without --resume" in ran.stderr


def test_an_unknown_question_can_not_be_explained(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(AuthorError, match="no question q9: there are q1"):
        run(Options(course[0], [course[1]], tmp_path / "out", explain=["q9"]))


def test_a_full_disk_costs_what_could_not_be_written_and_resuming_mends_it(
    course: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written stays of it, the others have their grades, and nobody has a zero."""
    autograder, inbox = course
    for student in ("cyd", "dee"):
        shutil.rmtree(inbox / student)
    out = tmp_path / "out"
    written = results.write_grade

    def full(grade: Grade, mark: str, out: Path) -> None:
        if grade.submission == "bob":
            raise OSError(errno.ENOSPC, "No space left on device")
        written(grade, mark, out)

    monkeypatch.setattr(writing, "PAUSES", ())
    with monkeypatch.context() as patched:
        patched.setattr(results, "write_grade", full)
        ended = run(Options(autograder, [inbox], out))
    ada, bob, eve = ended.batch.grades
    assert (ada.status, bob.status, eve.status) == ("graded", "ungraded", "graded")
    assert "No space left" in bob.message
    assert bob.score is None
    assert not list((out / "submissions" / "bob").iterdir())
    ended = run(Options(autograder, [inbox], out, resume=True))
    assert [grade.status for grade in ended.batch.grades] == ["graded"] * 3
    assert ended.batch.grades[0] == ada


def test_half_a_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a full disk has taken of it would keep the disk full."""
    path = tmp_path / "a.txt"
    writing.write_text(path, "before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        writing.write_text(path, "after")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "before"


def test_who_waits_gets_the_disk_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PAUSES", (0.0,) * 3)
    tries: list[int] = []

    def work() -> str:
        tries.append(len(tries))
        if len(tries) < 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return "done"

    assert writing.with_patience(work) == "done"
    with pytest.raises(FileNotFoundError):
        writing.with_patience(lambda: os.listdir("nowhere"))


@pytest.mark.parametrize("named", [["inbox"], ["inbox/ada", "inbox/mallory.ipynb", "inbox/etc"]])
def test_a_link_in_the_inbox_to_what_everybody_reads_stops_nobody(
    course: tuple[Path, Path], tmp_path: Path, named: list[str]
) -> None:
    autograder, inbox = course
    (inbox / "mallory.ipynb").symlink_to(os.__file__)
    (inbox / "etc").symlink_to(Path(os.__file__).parent)
    (inbox / "ada" / "more").symlink_to(os.__file__)
    ended = run(Options(autograder, [tmp_path / name for name in named], tmp_path / "out"))
    assert not ended.stopped
    assert {grade.score for grade in ended.batch.grades} == {1}


def test_a_resumed_run_grades_what_is_missing_or_has_changed_and_nothing_else(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    run(Options(autograder, [inbox], out))
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("grade.json")}
    assert len(kept) == 5
    for path in (out / "grades.json", *kept):
        schema = json.loads((FOLDER / f"{path.name}.schema.json").read_text())
        jsonschema.validate(json.loads(path.read_text()), schema)
    changed = sorted(kept)[1]
    changed.write_text("{ half a grade")
    notebook = next((inbox / "eve").glob("*.ipynb"))
    notebook.write_text(notebook.read_text().replace("return 2 * x", "return 2.1 * x"))
    ended = run(Options(autograder, [inbox], out, resume=True))
    assert len(ended.batch.grades) == 5
    assert sorted(grade.score for grade in ended.batch.grades) == [1, 1, 1, 1, 2]
    anew = {path for path, when in kept.items() if path.stat().st_mtime_ns != when}
    assert len(anew) == 2
    assert changed in anew


def test_a_resumed_run_names_mistakes_that_became_known_meanwhile(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    """A mistake is adopted once a class was graded; nobody's notebook runs again for it."""
    autograder, inbox = course
    book = inbox / "ada" / "lab.ipynb"
    book.write_text(book.read_text().replace("2 * x", "3 * x"))
    run(Options(autograder, [inbox], tmp_path / "out"))
    path = tmp_path / "out" / "submissions" / "ada"
    before = json.loads((path / "grade.json").read_text())
    assert before["mistakes"] == []
    failed = {case["name"]: case["message"] for case in before["questions"][0]["cases"]}
    with open_bundle(autograder) as bundle:
        names, digests = bundle.manifest.test_names, bundle.test_digests
    seen = {names[name]: text for name, text in failed.items()}
    tripled = signature(KnownMistake("tripled", "q1", "Thrice.", "Twice is enough."), [seen])
    known = Signatures((tripled,), digests)
    (autograder / "signatures.json").write_text(json.dumps(asdict(known)))
    ended = run(Options(autograder, [inbox], tmp_path / "out", resume=True))
    after = json.loads((path / "grade.json").read_text())
    assert after["seconds"] == before["seconds"], "nothing ran again"
    assert [one["names"] for one in after["mistakes"]] == [["tripled"]]
    [grade] = [one for one in ended.batch.grades if one.submission == "ada"]
    assert grade.mistakes[0].sure == ("Twice is enough." in (path / "feedback.html").read_text())
    assert "Thrice." in (tmp_path / "out" / "report.html").read_text()


def test_a_resumed_run_shows_what_the_first_one_showed_before_its_hidden_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hidden tests had run when it stopped: the code may know their inputs now."""
    source = """
        @test_case(points=1, hidden=True)
        def test_hidden(stamp):
            assert stamp

        @test_case(points=1, hidden=False)
        def test_public(stamp):
            assert False, f"public {stamp}"
    """
    cells = ["import time; stamp = time.monotonic_ns(); print('cell', stamp)"]
    bundle, submission = tiny.make(tmp_path / "lab", cells, {"q1": source})
    out = tmp_path / "out"
    real = IsolatedEngine.run

    def stops(*args: Any, **options: Any) -> Any:
        real(*args, **options)
        raise GraderError("it stopped")

    with monkeypatch.context() as patched:
        patched.setattr(IsolatedEngine, "run", stops)
        [grade] = run(Options(bundle.folder, [submission.path], out)).batch.grades
    assert grade.status == "ungraded"
    [look] = (out / "unfinished").iterdir()
    first = json.loads(look.read_text())["shown"]["outputs"][0]["text"].removeprefix("cell ")
    [grade] = run(Options(bundle.folder, [submission.path], out, resume=True)).batch.grades
    assert grade.score == 1
    assert grade.outputs[0].text == f"cell {first}"
    assert f"public {first}" in grade.questions[0].cases[1].message
    assert not (out / "unfinished").exists()
    [grade] = run(Options(bundle.folder, [submission.path], out)).batch.grades
    assert first not in grade.outputs[0].text, "a new run looks for itself"


def test_weights_that_are_alike_are_listed_after_a_resumed_and_a_completed_run_too(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    manifest = json.loads((autograder / "torchgrade.json").read_text())
    (autograder / "torchgrade.json").write_text(json.dumps({**manifest, "hand_in": ["weights"]}))
    for student, seed in (("ada", 0), ("bob", 1), ("cyd", 0)):
        torch.manual_seed(seed)
        model = torch.nn.Linear(20, 20)
        path = inbox / student / "weights" / "net.safetensors"
        torchgrade.save_weights(model, path, dataset=student)
    out = tmp_path / "out"
    run(Options(autograder, [inbox], out))
    listed = (out / "similar_weights.csv").read_text()
    assert [line.split(",")[:2] for line in listed.splitlines()[1:]] == [["ada", "cyd"]]
    assert listed.splitlines()[1].endswith("yes,1.000000,0.000000")
    run(Options(autograder, [inbox], out, resume=True))
    assert (out / "similar_weights.csv").read_text() == listed
    run(Options(autograder, [inbox / "bob"], out, merge=out))
    assert (out / "similar_weights.csv").read_text() == listed
    for name in ("feedback.html", "results.json"):
        assert "alike" not in (out / "submissions" / "ada" / name).read_text()


def test_no_grades_are_written_where_they_would_be_taken_in_next_time(
    course: tuple[Path, Path],
) -> None:
    """They hold what hidden tests said, for staff."""
    autograder, inbox = course
    manifest = json.loads((autograder / "torchgrade.json").read_text())
    (autograder / "torchgrade.json").write_text(json.dumps({**manifest, "hand_in": ["."]}))
    with pytest.raises(AuthorError, match="lies in the submission"):
        run(Options(autograder, [inbox / "ada"], inbox / "ada" / "out"))
    assert not (inbox / "ada" / "out").exists()


def test_earlier_grades_that_can_not_be_written_elsewhere_end_a_completion_with_the_reason(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    with open_bundle(autograder) as bundle:
        mark = mark_of("isolated", bundle, dataset_of(bundle))
    rejected = Grade(submission="ada", status="rejected", max_score=3)
    results.write_grade(rejected, mark, tmp_path / "earlier")
    (tmp_path / "file").touch()
    with pytest.raises(GraderError, match=r"can't be written \(Not a directory\): mend that"):
        run(Options(autograder, [inbox], tmp_path / "file" / "out", merge=tmp_path / "earlier"))


def test_ctrl_c_while_a_grade_is_written_loses_no_row(
    course: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = results.write_grade, []

    def interrupted(*args: Any) -> None:
        write(*args)
        calls.append(args)
        if len(calls) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(results, "write_grade", interrupted)
    ended = run(Options(course[0], [course[1]], tmp_path / "out"))
    [path] = (tmp_path / "out").rglob("grade.json")
    assert ended.stopped
    assert [grade.submission for grade in ended.batch.grades] == [path.parent.name]


def test_ctrl_c_ends_cleanly_and_what_was_graded_is_there(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    command = [sys.executable, "-m", "torchgrade", "grade", "--autograder", str(autograder)]
    with subprocess.Popen(
        [*command, str(inbox), "--out", str(out), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        start_new_session=True,
        # A shell that runs the tests in the background has it ignored, and so would a child.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        deadline = time.monotonic() + 120
        # Not rglob: folders that are there for a moment vanish under it.
        while not list(out.glob("submissions/*/grade.json")) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    graded = {json.loads(path.read_text())["submission"] for path in out.rglob("grade.json")}
    listed = json.loads((out / "grades.json").read_text())["grades"]
    assert {grade["submission"] for grade in listed} == graded
    assert 1 <= len(graded) < 5
    stopped = f"The run was stopped when {len(graded)} of 5 submissions had a grade"
    assert stopped in (out / "report.html").read_text("utf-8")
    assert not list(tmp_path.glob("torchgrade-*")), "a working folder was left behind"
    ended = run(Options(autograder, [inbox], out, resume=True))
    assert len(ended.batch.grades) == 5
    assert not ended.stopped
    assert "The run was stopped" not in (out / "report.html").read_text("utf-8")
