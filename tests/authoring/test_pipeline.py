"""A build publishes what the source gives, proves the solution itself, and is all or nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import source
from tests.support.source import BuiltCourse
from torchgrade import notebook as nb
from torchgrade.authoring import archive, build
from torchgrade.authoring.cache import outputs
from torchgrade.bundle import open_bundle
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.variant import read_variant

pytestmark = pytest.mark.usefixtures("warm")


def build_one(course: Course, lab: Lab, *, check: bool = False) -> tuple[str, str]:
    [result] = build(course, [lab], check=check)
    return result.status, result.message or "\n".join(result.differences)


def test_the_release_has_no_solution_and_no_hidden_test(built: BuiltCourse) -> None:
    files = archive.tree(built.lab.release)
    names = ["AGENTS.md", "hello.ipynb", "requirements.txt", archive.wheel_name(student=True)]
    assert sorted(files) == names
    text = files["hello.ipynb"].decode()
    assert "test_rows_add_up_to_one" in text
    for secret in ("keepdim=True).values", "test_values_and_large_scores", "cancels", "Rubric"):
        assert secret not in text


def test_the_solutions_are_solved_and_have_no_hidden_test(built: BuiltCourse) -> None:
    text = (built.lab.solutions / "hello.ipynb").read_text()
    assert "keepdim=True).values" in text
    assert "Rubric" in text
    assert "test_values_and_large_scores" not in text


def test_a_notebook_shows_results_as_cards_and_brings_what_that_takes(built: BuiltCourse) -> None:
    for folder in (built.lab.release, built.lab.solutions):
        first = nb.read(folder / "hello.ipynb").cells[0]
        assert nb.source(first).splitlines()[-1] == "%load_ext torchgrade.student"
    with zipfile.ZipFile(built.lab.release / archive.wheel_name(student=True)) as wheel:
        assert "torchgrade/student/templates/card.html" in wheel.namelist()


def test_a_question_is_called_by_its_heading(built: BuiltCourse) -> None:
    with open_bundle(built.lab.autograder) as bundle:
        headings = [question.heading for question in bundle.manifest.questions]
    assert headings == ["Question 1: softmax", "Question 2: why"]
    source.edit(built.lab, "## Question 2: why\n\n", "")
    assert build_one(built.course, built.lab)[0] == "built"
    with open_bundle(built.lab.autograder) as bundle:
        assert bundle.manifest.questions[1].heading == "q2_why"


def test_the_zip_holds_the_readable_tree_and_the_wheel(built: BuiltCourse, tmp_path: Path) -> None:
    tree = archive.tree(built.lab.autograder)
    with zipfile.ZipFile(built.lab.autograder_zip) as made:
        zipped = {name: made.read(name) for name in made.namelist()}
    wheel = zipped.pop(archive.wheel_name())
    assert zipped == tree
    assert wheel == archive.wheel(tmp_path).read_bytes()
    assert "test_values_and_large_scores" in tree["tests/q1_softmax.py"].decode()


def test_the_stamp_of_a_release_follows_what_students_get(built: BuiltCourse) -> None:
    """After a hidden test has been mended, no student is told that his release is an old one."""

    def stamps() -> set[str]:
        manifest = json.loads((built.lab.autograder / "torchgrade.json").read_text())
        released = nb.read(built.lab.release / "hello.ipynb").metadata["torchgrade"]["stamp"]
        return {manifest["stamp"], released}

    [before] = stamps()
    source.edit(built.lab, "Say here why", "Say here at once why")
    assert build_one(built.course, built.lab)[0] == "built"
    [after] = stamps()
    assert before != after
    released, build = archive.tree(built.lab.release), _build_of(built.lab)
    source.edit(built.lab, "def test_values_and_large_scores", "def test_values_and_big_scores")
    (built.lab.source / "mistakes").mkdir(exist_ok=True)
    (built.lab.source / "mistakes" / "notes.md").write_text("For staff.")
    assert build_one(built.course, built.lab)[0] == "built"
    assert stamps() == {after}
    assert archive.tree(built.lab.release) == released
    assert _build_of(built.lab) != build, "grades that were made with other tests don't hold"


def test_what_salts_seeds_is_of_the_solutions_alone_and_in_no_release(built: BuiltCourse) -> None:
    """Else mending a test would roll the dice of all, or a student could compute a seed."""

    def salt() -> str:
        with open_bundle(built.lab.autograder) as bundle:
            return bundle.manifest.salt

    first = salt()
    assert first
    released = [path for path in built.lab.release.rglob("*") if path.is_file()]
    assert not any(first.encode() in path.read_bytes() for path in released)
    source.edit(built.lab, "def test_values_and_large_scores", "def test_values_and_big_scores")
    assert build_one(built.course, built.lab)[0] == "built"
    assert salt() == first
    source.edit(built.lab, "    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    _ = 1\n")
    assert build_one(built.course, built.lab)[0] == "built"
    assert salt() != first


def _build_of(lab: Lab) -> str:
    with open_bundle(lab.autograder) as bundle:
        return bundle.build


def test_building_again_gives_the_same_bytes_and_is_skipped(built: BuiltCourse) -> None:
    before = outputs(built.lab)
    assert build_one(built.course, built.lab)[0] == "unchanged"
    (built.course.cache / "build" / "hello.json").unlink()
    assert build_one(built.course, built.lab)[0] == "built"
    assert outputs(built.lab) == before


def test_check_lists_what_differs_and_changes_nothing(built: BuiltCourse) -> None:
    released = built.lab.release / "hello.ipynb"
    released.write_text(released.read_text().replace("softmax", "softmin"))
    (built.lab.solutions / "stray.txt").write_text("?")
    (built.lab.autograder / "setup.sh").unlink()
    status, said = build_one(built.course, built.lab, check=True)
    assert status == "differs"
    assert said.splitlines() == [
        "autograder/hello/setup.sh",
        "release/hello/hello.ipynb",
        "solutions/hello/stray.txt",
    ]
    assert "softmin" in released.read_text()


def test_check_does_not_ask_for_what_git_ignores(built: BuiltCourse) -> None:
    built.lab.autograder_zip.unlink()
    (built.lab.release / archive.wheel_name(student=True)).unlink()
    assert build_one(built.course, built.lab, check=True) == ("unchanged", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    import os; os._exit(0)\n", ["the solution scores 0 of 8", "its process ended"]),  # noqa: E501
        ("torch.ones(2), what", "torch.ones(3), what", ["scores 7 of 8", "hello.ipynb, cell 9", "q1_softmax - 1 (test_rows_add_up_to_one)", "in line 11 of the cell, `checks.close("]),  # noqa: E501
        ("up_to_one(softmax)", "up_to_one(sofmax)", ["hello.ipynb, cell 9", "found 'sofmax' (did you mean 'softmax'?)"]),  # noqa: E501
        ("import torch\n\n\ndef", "import torch\n\nlost_name\n\ndef", ["cell 6", "expected it to run", "NameError", "Traceback"]),  # noqa: E501
        ("    generator = checks", "    return\n    generator = checks", ["cell 3", "with nothing filled in", "q1_softmax - 2 (test_values_and_large_scores)"]),  # noqa: E501
        ("points: 7", "points: 6", ["expected the cases of q1_softmax to add up to its 8 points, found 7", "cell 3"]),  # noqa: E501
        ("def test_values_and_large_scores", "def test_rows_add_up_to_one", ["cell 10", "the test test_rows_add_up_to_one of cell 9 again"]),  # noqa: E501
    ],
)  # fmt: skip
def test_a_lab_that_fails_leaves_the_last_good_output(
    built: BuiltCourse, old: str, new: str, expected: list[str]
) -> None:
    before = outputs(built.lab)
    source.edit(built.lab, old, new)
    status, said = build_one(built.course, built.lab)
    assert status == "failed"
    for words in expected:
        assert words in said
    assert outputs(built.lab) == before
    assert not list(built.course.root.glob("*/.unfinished*")), "nothing half-written is left behind"


def test_a_full_disk_while_publishing_leaves_the_last_good_output(
    built: BuiltCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outputs(built.lab)
    source.edit(built.lab, "Say here why", "Say here at once why")
    copy = shutil.copy

    def full(source: Path, target: Path) -> object:
        if Path(target).name == "hello.zip":
            raise OSError("no space left on device")
        return copy(source, target)

    monkeypatch.setattr(shutil, "copy", full)
    with pytest.raises(OSError, match="no space left"):
        build_one(built.course, built.lab)
    assert outputs(built.lab) == before
    assert not list(built.course.root.glob("*/.unfinished*")), "nothing half-written is left behind"


def test_points_that_do_not_add_up_to_the_labs_are_an_error(built: BuiltCourse) -> None:
    (built.lab.source / "lab.toml").write_text('title = "hello"\npoints = 100\n')
    status, said = build_one(built.course, built.course.lab("hello"))
    assert status == "failed"
    assert "expected 100 points in all (lab.toml), found 10" in said


def test_a_leak_stops_a_build(built: BuiltCourse) -> None:
    leak = "    exponentials = shifted.exp()"
    cells = [*source.cells(built.lab), source.code(f"def other(shifted):\n{leak}")]
    source.rewrite(built.lab, cells)
    status, said = build_one(built.course, built.lab)
    assert status == "failed"
    assert "the solution of q1_softmax" in said


def test_a_time_limit_says_how_long_it_is_and_where_it_is_set(built: BuiltCourse) -> None:
    settings = built.lab.source / "lab.toml"
    settings.write_text(settings.read_text() + "\n[limits]\ncase = 1\n")
    source.edit(built.lab, "    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    while True: pass\n")
    status, said = build_one(built.course, built.course.lab("hello"))
    assert status == "failed"
    assert "did not end within 1 s" in said
    assert "`case` in [limits] of lab.toml" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'"""Why.\n\nquestion: q1_softmax\nfails: x\n"""\ndef f(:\n', "invalid syntax, line 6"),
        (b"\xff", "can't decode byte 0xff"),
    ],
)
def test_a_mistake_that_is_no_python_is_named(
    built: BuiltCourse, content: bytes, words: str
) -> None:
    path = built.lab.mistakes / "broken.py"
    path.write_bytes(content)
    status, said = build_one(built.course, built.lab)
    assert status == "failed"
    assert said.startswith(f"{path} is not Python: ")
    assert words in said


def test_a_mistake_may_begin_with_a_byte_order_mark(built: BuiltCourse) -> None:
    [path] = built.lab.mistakes.glob("*.py")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert build_one(built.course, built.lab) == ("built", "")
    assert read_variant(path).question == "q1_softmax"


@pytest.mark.parametrize("content", [b"", b"wrong_shift = 41\n"])
def test_a_mistake_that_says_nothing_is_read_by_verify_alone(
    built: BuiltCourse, content: bytes
) -> None:
    path = built.lab.mistakes / "bare.py"
    path.write_bytes(content)
    assert build_one(built.course, built.lab) == ("built", "")
    with pytest.raises(AuthorError, match="expected a docstring first"):
        read_variant(path)


def test_one_lab_that_fails_does_not_stop_the_next(tmp_path: Path) -> None:
    from torchgrade.authoring.template import new_lab

    course, broken = source.hello(tmp_path)
    source.edit(broken, "points: 8", "pts: 8")
    new_lab(course, "works")
    results = list(build(course, course.labs()))
    assert [result.status for result in results] == ["failed", "built"]
    assert not broken.release.exists()


def test_plain_otter_assign_and_otter_run_take_the_lab(built: BuiltCourse, tmp_path: Path) -> None:
    out = tmp_path / "otter"
    otter = [sys.executable, "-m", "otter"]
    subprocess.run(
        [*otter, "assign", str(built.lab.notebook), str(out)], check=True, capture_output=True
    )
    [zipped] = out.glob("autograder/*.zip")
    right = out / "autograder" / "hello.ipynb"
    # A student's, which shows cards, and one of whose functions fails its tests.
    wrong = tmp_path / "hello.ipynb"
    release = nb.read(built.lab.release / "hello.ipynb")
    for cell in release.cells:
        cell.source = cell.source.replace("    ...", "    return 2 * scores")
    nb.write(release, wrong)
    # Full points by our own zip: tests/cli/test_cli.py, in which `grade` has otter's engine.
    for autograder, notebook, score in (
        (zipped, right, 8),
        (built.lab.autograder_zip, wrong, 0),
    ):
        subprocess.run(
            [*otter, "run", "-a", str(autograder), "-o", str(tmp_path), "--no-logo", str(notebook)],
            check=True, capture_output=True,
        )  # fmt: skip
        results = json.loads((tmp_path / "results.json").read_text())
        assert "Autograder Failed" not in str(results)
        assert sum(test.get("score", 0) for test in results["tests"]) == score
        assert sum(test.get("max_score", 0) for test in results["tests"]) == 8
