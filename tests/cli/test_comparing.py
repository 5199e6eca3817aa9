"""`torchgrade compare`: what a shell sees of two runs, and how tests were changed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.command import torchgrade_here
from tests.support.term import MENDED, Term
from torchgrade.bundle import open_bundle
from torchgrade.engine.supervisor.host import sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false"]
CHANGED = [
    '-    assert double(4) == 9, "hidden of q2"',
    '+    assert double(4) == 8, "hidden of q2"',
]


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Term:
    """A term with grades of before and after a test of q2 was mended, in a course in git."""
    term = Term(tmp_path_factory.mktemp("term"))
    term.begin()
    course = term.root / "course"
    course.mkdir()
    subprocess.run([*GIT, "init", "-q", course], check=True)
    with sharing_host(engine.host):
        assert term.grade("old").returncode == 0
        commit(term, course, "as handed out")
        with open_bundle(term.autograder) as bundle:
            bundle.pack(term.root / "old.zip")
        term.mend("q2", *MENDED)
        assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
        commit(term, course, "q2: eight")
        with open_bundle(term.autograder) as bundle:
            bundle.pack(term.root / "new.zip")
    return term


def commit(term: Term, course: Path, message: str) -> None:
    target = course / "autograder" / "lab"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(term.autograder, target)
    subprocess.run([*GIT, "-C", course, "add", "-A"], check=True)
    subprocess.run([*GIT, "-C", course, "commit", "-qm", message], check=True)


def compare(term: Term, *words: str) -> subprocess.CompletedProcess[str]:
    return torchgrade_here("compare", *words, cwd=term.root)


def test_what_was_mended_is_named_and_a_fall_is_an_exit_code(term: Term) -> None:
    done = compare(term, "old", "new")
    assert done.returncode == 0, done.stderr
    assert "3 submissions in both runs: 2 up, 0 down, 1 the same; 0 new, 0 gone." in done.stdout
    assert "its tests were changed (2)" in done.stdout
    assert "test_wrong (hidden): 2 failed before, passed now" in done.stdout
    assert "the text of its tests (old and new) is not at hand" in done.stdout
    done = compare(term, "new", "old")
    assert done.returncode == 1
    assert "scores fell, or are gone" in done.stderr
    assert compare(term, "new", "old", "--allow-lower").returncode == 0
    assert compare(term, "new", "new").returncode == 0


def test_the_change_of_a_test_is_shown_from_git_also_of_what_is_not_committed(term: Term) -> None:
    done = compare(term, "old", "new", "--course", "course")
    for line in CHANGED:
        assert f"  {line}\n" in done.stdout
    assert ", as handed out" in done.stdout
    assert "tests/q2.py, as it is now" in done.stdout
    path = term.root / "course" / "autograder" / "lab" / "tests" / "q2.py"
    before = path.read_text()
    try:
        path.write_text(before + "\n# more\n")
        done = compare(term, "old", "new", "--course", "course")
        assert ", q2: eight" in done.stdout
        assert "# more" not in done.stdout, "that graded nobody"
    finally:
        path.write_text(before)


def test_the_change_of_a_test_is_shown_from_both_autograders(term: Term) -> None:
    done = compare(term, "old", "new", "--autograders", "old.zip", "new.zip")
    assert done.returncode == 0
    assert [line for line in CHANGED if f"  {line}\n" in done.stdout] == CHANGED
    assert "  --- old.zip\n  +++ new.zip\n" in done.stdout
    done = compare(term, "old", "new", "--autograders", "new.zip", "old.zip")
    assert "what is in new.zip and old.zip is not what graded here" in done.stdout
    assert "double(4)" not in done.stdout


def test_files_that_come_with_the_autograder_are_compared_too(
    term: Term, warm: None, tmp_path: Path
) -> None:
    shutil.copytree(term.root, tmp_path / "term")
    other = Term(tmp_path / "term")
    (other.autograder / "files").mkdir(exist_ok=True)
    (other.autograder / "files" / "helper.py").write_text("FACTOR = 2\n")
    other.mend("q3", "double(1) == 2", "double(1) == 3")
    assert other.grade("third").returncode == 0
    done = compare(other, "new", "third", "--autograders", "new.zip", str(other.autograder))
    assert done.returncode == 1
    assert "files that come with the autograder were changed (2)" in done.stdout
    assert "  +FACTOR = 2\n" in done.stdout
    assert "  -    assert double(1) == 2\n" in done.stdout


def test_tables_and_pages_are_written(term: Term, tmp_path: Path) -> None:
    table, page = tmp_path / "deep" / "c.csv", tmp_path / "c.html"
    words = ["--csv", str(table), "--html", str(page), "--course", "course"]
    done = compare(term, "old", "new", *words)
    assert done.returncode == 0
    assert f"written: {table}" in done.stdout
    assert len(table.read_text().splitlines()) == 3
    assert "as handed out" in page.read_text()
    done = compare(term, "old", "new", "--csv", str(tmp_path))
    assert done.returncode == 2
    assert "is a folder: expected the name of a file" in done.stderr
    assert table.is_file(), "what was in the folder"
    done = compare(term, "old", "new", "--html", str(table / "c.html"))
    assert done.returncode == 1
    assert "c.html can't be written: " in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old", "none"], "there is no none: expected the --out folder of `torchgrade grade`"),
        (["old", "inbox"], "the folder inbox has no grades.json"),
        (["old", "new", "--autograders", "old.zip", "inbox"], "inbox"),
        (["old", "new", "--autograders", "old.zip"], "requires 2 arguments"),
        (["old"], "Missing argument"),
    ],
)
def test_a_wrong_call_is_refused(term: Term, words: list[str], said: str) -> None:
    done = compare(term, *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_zip_of_tests_alone_is_none_to_compare(term: Term, tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tests/q2.py", "")
    done = compare(term, "old", "new", "--autograders", str(path), "new.zip")
    assert done.returncode == 2
