"""Gradescope's container: the real run_autograder, as root, with as little CPU and memory."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest

import torchgrade.results
from tests.support import gradescope, tiny
from torchgrade.authoring import archive
from torchgrade.authoring.container import container_files
from torchgrade.container import main, submission_of
from torchgrade.datasets import evaluation_files
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

SCHEMA = json.loads(
    (Path(torchgrade.results.__file__).parent / "gradescope.schema.json").read_text()
)
TESTS = {
    "q1": """
        @test_case(points=1, hidden=False)
        def test_two(double):
            assert double(2) == 4

        @test_case(points=2, hidden=True)
        def test_more(double):
            secret = 41
            assert double(secret) == 82
    """
}
RIGHT = "def double(x):\n    return 2 * x"
CHECK = 'import otter; grader = otter.Notebook(); grader.check("q1")'


def upload(folder: Path, tests: dict[str, str] | None = None, **settings: Any) -> Path:
    """Make the zip of a tiny assignment, as a build does."""
    bundle, _ = tiny.make(folder, [RIGHT], tests or TESTS, **settings)
    path = folder / "lab.zip"
    archive.write_zip(path, archive.tree(bundle.folder) | container_files(""))
    return path


def notebook(*cells: str, assignment: str = "lab") -> bytes:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["otter"] = {"assignment_name": assignment}
    return nbformat.writes(made).encode()


def valid(results: dict[str, Any] | None) -> dict[str, Any]:
    """Give results that Gradescope's own specification allows."""
    assert results is not None
    jsonschema.validate(results, SCHEMA)
    return results


def graded(root: Path, engine: IsolatedEngine) -> dict[str, Any]:
    """Grade what is laid out, in this process: with a warm engine and without limits."""
    assert main(root, engine) == 0
    return valid(json.loads((root / "results" / "results.json").read_text()))


def points(results: dict[str, Any]) -> float:
    return sum(test.get("score", 0) for test in results["tests"])


def test_the_script_grades_within_the_smallest_container(tmp_path: Path) -> None:
    root = tmp_path / "autograder"
    greedy = (
        "def double(x):\n    if x == 41:\n        whole = bytearray(3 * 2**30)\n    return 2 * x"
    )
    gradescope.lay_out(root, upload(tmp_path), {"any name.ipynb": notebook(greedy, CHECK)})
    ran = gradescope.run(root)
    assert ran.code == 0, ran.said
    assert points(valid(ran.results)) == 1, "what takes all memory costs itself alone"
    assert "Ada Lovelace, Bob" in ran.said
    assert "secret" not in ran.said, "students may be shown what is printed"
    assert sorted(path.name for path in (root / "results").iterdir()) == ["results.json"]
    if not ran.limits:
        pytest.skip("passed, but this machine has no cgroup that may be made: without limits")


def test_the_script_leaves_no_results_on_a_fault_of_ours(tmp_path: Path) -> None:
    root = tmp_path / "autograder"
    gradescope.lay_out(root, upload(tmp_path), {"lab.ipynb": notebook(RIGHT, CHECK)})
    (root / "source" / "torchgrade.json").write_text("{ damaged")
    (root / "results" / "results.json").write_text('{"score": 100}')  # of whatever went before
    ran = gradescope.run(root)
    assert (ran.code, ran.results) == (1, None)
    assert "made by another torchgrade" in ran.said
    assert "No results.json was written" in ran.said


def test_a_container_that_is_too_small_fails_the_run_and_costs_nothing(tmp_path: Path) -> None:
    root = tmp_path / "autograder"
    zipped = upload(tmp_path, container_mb=10**9)
    gradescope.lay_out(root, zipped, {"lab.ipynb": notebook(RIGHT, CHECK)})
    ran = gradescope.run(root)
    assert (ran.code, ran.results) == (1, None)
    found = re.search(r"a container with 1,000,000,000 MB .*, found ([0-9,]+) MB", ran.said)
    assert found
    if ran.limits:
        assert int(found[1].replace(",", "")) == gradescope.MEMORY // 10**6


def test_a_test_file_that_breaks_is_a_fault_of_ours(
    tmp_path: Path, engine: IsolatedEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "autograder"
    gradescope.lay_out(root, upload(tmp_path), {"lab.ipynb": notebook(RIGHT, CHECK)})
    (root / "source" / "tests" / "q1.py").write_text("(")
    assert main(root, engine) == 1
    assert not list((root / "results").iterdir())
    assert "SyntaxError" in capsys.readouterr().out


def test_a_student_reads_nothing_of_the_folder_and_writes_no_results(
    tmp_path: Path, engine: IsolatedEngine
) -> None:
    root = tmp_path / "autograder"
    look = f"""
        import json, os, pathlib
        root = pathlib.Path({str(root)!r})
        said = []
        for name in ("submission_metadata.json", "source/tests/q1.py", "source/torchgrade.json",
                     "source/evaluation/mnist_labels.npy", "results", "submission", "."):
            path = root / name
            try:
                found = os.listdir(path) if path.suffix == "" else path.read_bytes()
                said.append(f"found {{name}}: {{found}}")
            except OSError as error:
                said.append(type(error).__name__)
        for path in (root / "results" / "results.json", root / "results.json"):
            try:
                path.write_text(json.dumps({{"score": 100}}))
                said.append(f"wrote {{path}}")
            except OSError as error:
                said.append(type(error).__name__)
    """
    test = """
        @test_case(points=1, hidden=False)
        def test_all_was_refused(said):
            assert len(said) == 9, said
            assert set(said) <= {"PermissionError", "FileNotFoundError"}, said
    """
    cells = [textwrap.dedent(look), CHECK]
    gradescope.lay_out(root, upload(tmp_path, {"q1": test}), {"lab.ipynb": notebook(*cells)})
    (root / "source" / "evaluation").mkdir()
    (root / "source" / "evaluation" / "mnist_labels.npy").write_bytes(b"7")
    results = graded(root, engine)
    assert points(results) == 1, results
    assert root.stat().st_mode & 0o077 == 0, "another user is kept out without Landlock, too"


@pytest.mark.skipif(os.getuid() != 0, reason="the script runs as root there")
def test_without_landlock_and_mounts_the_folders_mode_is_the_wall(tmp_path: Path) -> None:
    pytest.importorskip("pyseccomp")
    root = tmp_path / "autograder"
    tmp_path.chmod(0o755)  # not for the folders above, which are pytest's
    gradescope.lay_out(root, upload(tmp_path), {"lab.ipynb": notebook(RIGHT, CHECK)})
    without = Path(gradescope.__file__).with_name("without_landlock.py")
    command = [sys.executable, str(without), "--no-mounts", str(root / "run_autograder")]
    ran = gradescope.run(root, command)
    assert ran.code == 0, ran.said
    assert points(valid(ran.results)) == 3
    assert "no landlock" in ran.said
    assert "no mounts" in ran.said
    assert "; walls" in ran.said


@pytest.mark.parametrize(
    "files",
    [
        ["lab.ipynb"],
        ["whatever they called it.ipynb"],
        ["homework/lab.ipynb", "homework/weights/w.safetensors", "homework/notes.txt"],
        ["lab.ipynb", "draft.ipynb", "w.safetensors", "__MACOSX/lab.ipynb", "numpy.py"],
        ["handed_in.zip"],
    ],
)
def test_every_shape_that_gradescope_delivers(
    tmp_path: Path, engine: IsolatedEngine, files: list[str]
) -> None:
    right, root = notebook(RIGHT, CHECK), tmp_path / "autograder"
    contents = {".ipynb": right, ".txt": b"?", ".py": b"raise SystemExit"}
    submission = {name: contents.get(Path(name).suffix, b"weights") for name in files}
    if "handed_in.zip" in submission:
        archive.write_zip(tmp_path / "in.zip", {"lab.ipynb": right, "weights/w.safetensors": b"?"})
        submission["handed_in.zip"] = (tmp_path / "in.zip").read_bytes()
    gradescope.lay_out(root, upload(tmp_path, hand_in=["weights"]), submission)
    assert points(graded(root, engine)) == 3


def test_what_can_not_be_graded_is_a_zero_with_the_reason(
    tmp_path: Path, engine: IsolatedEngine
) -> None:
    root = tmp_path / "autograder"
    gradescope.lay_out(root, upload(tmp_path), {"essay.txt": b"see attached"})
    results = graded(root, engine)
    assert results["score"] == 0
    assert "no notebook" in results["output"]
    assert results["output_format"] == "text"


def test_the_referee_measures_on_the_test_set_of_the_zip_that_the_student_never_sees(
    tmp_path: Path, engine: IsolatedEngine
) -> None:
    import numpy

    root, digits = tmp_path / "autograder", numpy.arange(10_000) % 10
    images = numpy.zeros((10_000, 28, 28), numpy.uint8)
    images[:, 0, 0] = digits
    test = """
        @test_case(points=1, hidden=True)
        def test_labels_are_those_of_the_zip(name, size):
            from torchgrade import datasets
            choice = datasets.for_lab(quiet=True)
            images, labels = datasets.tensors(choice.name, train=False)
            assert choice.name == "mnist" and images.shape == (10_000, 1, 28, 28)
            assert ((images[:, 0, 0, 0] * 255).round() == labels).all()
            assert (name, size) == ("digits", 360), (name, size)
    """
    cell = """
        from torchgrade import datasets
        name = datasets.for_lab().name
        size = len(datasets.load(name, train=False))
    """
    settings = '[data]\ndataset = "mnist"\noffline = "digits"\n'
    zipped = upload(tmp_path, {"q1": test}, files={"lab.toml": settings})
    gradescope.lay_out(root, zipped, {"lab.ipynb": notebook(textwrap.dedent(cell), CHECK)})
    for name, content in evaluation_files("mnist", images, digits).items():
        (root / "source" / "evaluation").mkdir(exist_ok=True)
        (root / "source" / "evaluation" / name).write_bytes(content)
    results = graded(root, engine)
    assert points(results) == 1, results
    assert "data set mnist" in results["output"]


def test_metadata_gives_names_and_lateness_and_damaged_metadata_stops_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "submission").mkdir()
    extended = {"name": "Cy", "id": 7, "assignment": {"due_date": "2018-08-03T23:00:00-07:00"}}
    late = {**gradescope.METADATA, "created_at": "2018-08-01T01:00:00-07:00"}
    cases = [
        (gradescope.METADATA, "Ada Lovelace, Bob", "1234, 1235", ()),
        (late, "Ada Lovelace, Bob", "1234, 1235", ("late by 2.0 hours",)),
        ({**late, "users": [extended]}, "Cy", "7", ()),
        ({**late, "assignment": None, "users": None}, "", "", ()),
    ]
    for metadata, student, sid, notes in cases:
        (tmp_path / "submission_metadata.json").write_text(json.dumps(metadata))
        submission, said = submission_of(tmp_path)
        assert (submission.student, submission.sid, said) == (student, sid, notes)
        assert submission.path == tmp_path / "submission"
    (tmp_path / "submission_metadata.json").write_text("[")
    submission, said = submission_of(tmp_path)
    assert submission.name == "submission"
    assert "no metadata" in said[0]
