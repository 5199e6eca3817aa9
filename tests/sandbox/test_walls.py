"""What is closed to a player is so, wherever it lies; where it is not, that is found by trying."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sandbox.players import (
    UID,
    Players,
    has_seccomp,
    make_folder,
    needs_landlock,
    needs_root,
)
from tests.support import tiny
from tests.support.paths import python_path
from torchgrade.engine.closed_paths import closed_roots, closed_samples, refusal
from torchgrade.sandbox import isolate
from torchgrade.sandbox.walls import without_closed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")

SITE = sysconfig.get_path("purelib")


@pytest.fixture
def course() -> Iterator[Path]:
    """A folder with tests, which another uid can reach."""
    for folder in make_folder():
        folder.chmod(0o755)
        tests = folder / "autograder" / "tests"
        tests.mkdir(parents=True)
        (tests / "q1.py").write_text("secret")
        os.chown(folder, os.getuid(), os.getgid())
        yield folder


@pytest.fixture(params=[pytest.param("root", marks=needs_root), "ordinary user"])
def players(request: pytest.FixtureRequest) -> Iterator[Players]:
    isolate.prepare()
    for folder in make_folder():
        yield Players(UID if request.param == "root" else None, folder)


@pytest.fixture
def no_landlock(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate.prepare()
    assert isolate.prepared is not None
    without = replace(
        isolate.prepared, landlock=0, no_landlock="taken away", no_mounts="taken away"
    )
    monkeypatch.setattr(isolate, "prepared", without)
    monkeypatch.setattr(isolate, "prepare", lambda: None)


def wall(players: Players, *closed: Path, readable: tuple[Path, ...] = ()) -> str:
    """Have a player try what is closed to it, and return the layer that says how that went."""
    roots = tuple(path.resolve() for path in closed)
    plan = players.plan(closed=roots, tried=closed, readable=readable)
    players.do(lambda: None, plan)
    [layer] = [layer for layer in players.layers if "walls" in layer]
    return layer


@needs_landlock(1)
def test_landlock_keeps_closed_what_everybody_might_read(players: Players, course: Path) -> None:
    tests = course / "autograder" / "tests"
    tests.chmod(0o777)
    (tests / "q1.py").chmod(0o666)
    (course / "link").symlink_to("autograder")
    assert wall(players, course / "autograder", course / "link" / "tests" / "q1.py") == "walls"
    players.do(lambda: None)
    assert "walls" not in players.layers, "where nothing is closed there is nothing to say"


@needs_landlock(1)
def test_data_that_a_notebook_may_read_must_not_hold_what_is_closed(
    players: Players, course: Path
) -> None:
    said = wall(players, course / "autograder" / "tests", readable=(course,))
    assert said == f"no walls: may read {course}/autograder/tests, which lies in {course}"


@needs_landlock(1)
def test_an_environment_in_the_course_is_open_and_the_course_is_not(
    players: Players, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = course / "lib" / "python" / "site-packages"
    library.mkdir(parents=True)
    (library / "module.py").write_text("x = 1")
    (course / "pyvenv.cfg").write_text("home = /usr")
    (course / "grades").mkdir()
    monkeypatch.setattr(sys, "prefix", str(course))
    isolate.prepare()

    def look() -> list[str]:
        found = []
        for name in ("lib/python/site-packages/module.py", "autograder/tests/q1.py", "", "grades"):
            try:
                os.close(os.open(course / name, os.O_RDONLY))
                found.append(name)
            except PermissionError:
                pass
        return found

    plan = players.plan(closed=(course / "autograder",), tried=(course / "grades",))
    assert players.do(look, plan) == ["lib/python/site-packages/module.py"]
    assert players.layers[-1] == "walls"
    # Python lists this one as it imports: an autograder in it can't be hidden.
    (library / "labs").mkdir()
    assert wall(players, library / "labs").startswith(f"no walls: may read {library}/labs, which")


def test_what_holds_a_closed_path_is_opened_around_it(tmp_path: Path) -> None:
    for name in ("share/course/autograder/tests", "share/fonts", "lib", "share/course/data"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "share" / "link").symlink_to("course")
    closed = (tmp_path / "share" / "course" / "autograder",)
    found = {path.relative_to(tmp_path).as_posix() for path in without_closed([tmp_path], closed)}
    assert found == {"lib", "share/fonts", "share/course/data"}
    assert without_closed([tmp_path / "share" / "fonts"], closed) == [tmp_path / "share" / "fonts"]
    assert without_closed([closed[0]], closed) == []


@pytest.mark.usefixtures("no_landlock")
def test_without_landlock_an_ordinary_user_has_no_walls(course: Path) -> None:
    for folder in make_folder():
        # The grader's own user, as which its player runs.
        for path in (course, *course.rglob("*")):
            if os.getuid() == 0:
                os.chown(path, UID, UID)
            path.chmod(0o700)
        said = wall(Players(None, folder), course / "autograder")
        assert said == f"no walls: may read {course}/autograder"


@needs_root
@pytest.mark.usefixtures("no_landlock")
@pytest.mark.parametrize(
    ("folder", "file", "parent", "said"),
    [
        (0o700, 0o644, 0o755, "walls"),
        (0o755, 0o600, 0o755, "no walls: may read {}/autograder"),
        (0o733, 0o600, 0o755, "no walls: may write {}/autograder"),
        (0o711, 0o644, 0o755, "no walls: may read {}/autograder/tests"),
        (0o711, 0o600, 0o755, "no walls: may read {}/autograder/tests"),
        (0o700, 0o600, 0o777, "no walls: may replace what lies in {}"),
        (0o700, 0o600, 0o1777, "walls"),
    ],
)
def test_without_landlock_the_modes_of_files_decide(
    course: Path, folder: int, file: int, parent: int, said: str
) -> None:
    (course / "autograder" / "tests" / "q1.py").chmod(file)
    (course / "autograder").chmod(folder)
    course.chmod(parent)
    for own in make_folder():
        plan = Players(UID, own)
        closed = [course / "autograder", course / "autograder" / "tests"]
        assert wall(plan, *closed) == said.format(course)


@needs_root
@pytest.mark.usefixtures("no_landlock")
def test_a_file_is_found_open_in_a_folder_that_can_not_be_listed(course: Path) -> None:
    for folder in (course / "autograder", course / "autograder" / "tests"):
        folder.chmod(0o711)
    for own in make_folder():
        players, tests = Players(UID, own), course / "autograder" / "tests"
        assert wall(players, tests / "q1.py") == f"no walls: may read {tests}/q1.py"
        (tests / "q1.py").chmod(0o622)
        assert wall(players, tests / "q1.py") == f"no walls: may write {tests}/q1.py"


def test_closed_are_the_autograder_its_zip_and_what_is_named(tmp_path: Path) -> None:
    bundle, submission = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    (tmp_path / "link").symlink_to("lab")
    named = (tmp_path / "link" / "submission", tmp_path / "out", submission.path / "lab.ipynb")
    closed = replace(bundle, closed=named)
    roots = closed_roots(closed)
    assert roots == (bundle.folder, submission.path, tmp_path / "out")
    samples = closed_samples(closed, 50)
    assert {*named, bundle.folder / "tests" / "q1.py"} < set(samples)
    assert len(closed_samples(closed, 2)) <= 4


def test_a_link_among_submissions_closes_nothing_of_what_it_leads_to(tmp_path: Path) -> None:
    bundle, submission = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    for folder in (tmp_path / "inbox" / "eve", bundle.folder / "private"):
        folder.mkdir(parents=True)
        (folder / "library").symlink_to(os.__file__)
    samples = closed_samples(replace(bundle, closed=(tmp_path / "inbox", submission.path)), 50)
    assert tmp_path / "inbox" / "eve" in samples
    assert tmp_path / "inbox" / "eve" / "library" not in samples
    assert bundle.folder / "private" / "library" in samples, "an author's link is tried"


def test_of_very_many_submissions_their_folder_is_closed(tmp_path: Path) -> None:
    bundle, _ = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    inbox = tmp_path / "inbox"
    named = [inbox / f"{number}" / "lab.ipynb" for number in range(1000)]
    roots = closed_roots(replace(bundle, closed=(*named, tmp_path / "out")))
    assert roots == (tmp_path / "lab", inbox, tmp_path / "out")


@needs_root
def test_a_folder_of_the_players_own_is_not_the_one_of_that_name_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    isolate.prepare()
    assert isolate.prepared is not None
    if isolate.prepared.no_mounts:
        pytest.skip(isolate.prepared.no_mounts)
    without = replace(isolate.prepared, landlock=0, no_landlock="taken away")
    monkeypatch.setattr(isolate, "prepared", without)
    for own in make_folder():
        assert wall(Players(UID, own), Path("/tmp"), Path("/var/tmp")) == "walls"


def test_around_the_interpreter_only_what_is_named_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, submission = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    (tmp_path / "env").mkdir()
    closed = replace(bundle, closed=(tmp_path, submission.path))
    assert closed_roots(closed) == (tmp_path, bundle.folder, submission.path)
    assert not any("env" in path.parts for path in closed_samples(closed, 50))


def test_where_submissions_are_taken_in_is_closed_within_the_interpreters_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, _ = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert tmp_path not in closed_roots(bundle)
    monkeypatch.setattr(sys, "prefix", str(tmp_path.parent))
    assert tmp_path in closed_roots(bundle)


def test_a_refusal_says_what_is_open_why_and_what_to_do() -> None:
    opened = "no walls: may read /a/tests, which lies in /a"
    said = refusal(["uid 61200", "landlock 7", opened])
    assert "may read /a/tests" in said
    assert "Move one of them" in said
    said = refusal(["uid 61200", "no landlock: Function not implemented (landlock)", opened])
    assert "there is no Landlock (Function not implemented)" in said
    assert "chmod 700" in said
    said = refusal(["no uid: the grader is not root", "no landlock: on darwin", opened])
    assert "as the user who grades" in said
    assert "or as root" in said
    assert said.count("--without-walls") == 1


THIEF = """
    import glob, os
    for name in {folders}:
        for path in glob.glob(name + "/**", recursive=True):
            try:
                print(path, open(path).read() if os.path.isfile(path) else os.listdir(path))
            except OSError:
                pass
"""
CHECK = 'import otter; grader = otter.Notebook(); grader.check("q1")'
TEST = """
    @test_case(points=1, hidden=True)
    def test_x(x):
        assert x == 7310619
"""


def thief(root: Path, *folders: Path) -> tuple[Path, Path]:
    """Write an autograder, and an inbox with a submission that prints what it can read."""
    told = textwrap.dedent(THIEF).format(folders=[str(folder) for folder in folders])
    bundle, submission = tiny.make(root, [told + "x = 1", CHECK], {"q1": TEST})
    inbox = root / "inbox"
    inbox.mkdir()
    shutil.copy(submission.path / "lab.ipynb", inbox / "one.ipynb")
    shutil.copy(submission.path / "lab.ipynb", inbox / "two.ipynb")
    return bundle.folder, inbox


def torchgrade(
    *arguments: str | Path, prefix: tuple[str, ...] = (), **options: str
) -> subprocess.CompletedProcess[str]:
    path = python_path(*filter(None, [options.get("path", "")]))
    return subprocess.run(
        [*prefix, options.get("python", sys.executable), "-m", "torchgrade", *map(str, arguments)],
        cwd=options["cwd"],
        env=os.environ | {"PYTHONPATH": path, "COLUMNS": "300", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def ordinary_user() -> tuple[str, ...]:
    """A prefix that makes a command one of an ordinary user without Landlock.

    Root's may have other walls: file modes, and a view of the file system of its own.
    """
    right = "+dac_read_search"  # the interpreter may lie in a home folder of mode 0700
    return (
        *("setpriv", "--reuid", str(UID), "--regid", str(UID), "--clear-groups"),
        *(f"--inh-caps={right}", f"--ambient-caps={right}"),
        *(sys.executable, "-m", "tests.support.without_landlock"),
    )


needs_users = pytest.mark.skipif(
    os.getuid() != 0 or not has_seccomp() or shutil.which("setpriv") is None,
    reason="only root can become an ordinary user, and Landlock is taken away by libseccomp",
)


@needs_users
def test_without_walls_nothing_is_graded_unless_that_is_accepted(
    ordinary_user: tuple[str, ...],
) -> None:
    without = ordinary_user
    for root in make_folder():
        autograder, inbox = thief(root, root)
        for path in root.rglob("*"):
            os.chown(path, UID, UID)
        command = ["grade", "--autograder", autograder, inbox, "--out", root / "out"]
        refused = torchgrade(*command, prefix=without, cwd=str(root))
        assert refused.returncode == 2, refused.stderr
        assert f"may read {root.resolve()}" in refused.stderr
        assert "Landlock" in refused.stderr
        assert not (root / "out").exists(), "nothing was graded"

        accepted = torchgrade(*command, "--without-walls", prefix=without, cwd=str(root))
        assert accepted.returncode == 0, accepted.stderr
        assert "2 graded without walls" in accepted.stderr
        assert accepted.stdout.count("no walls") == 2
        grades = json.loads((root / "out" / "grades.json").read_text())["grades"]
        rows = list(csv.DictReader((root / "out" / "grades.csv").read_text().splitlines()))
        for grade, row in zip(grades, rows, strict=True):
            assert any(layer.startswith("no walls: may read") for layer in grade["isolation"])
            assert [flag for flag in grade["flags"] if "without walls" in flag]
            assert "without walls" in row["flags"]
            assert "without walls" not in str(grade["notes"])
        report = (root / "out" / "report.html").read_text()
        assert report.count("graded without walls") == 2, "how many, and that it is all of them"


@pytest.mark.slow(reason="imports all of an interpreter that has no compiled files")
@needs_root
@needs_landlock(1)
def test_an_environment_made_in_the_course_gives_nothing_away() -> None:
    for root in make_folder():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root)], check=True)
        autograder, inbox = thief(root, root, *(root / n for n in ("lib", "autograder", "inbox")))
        done = torchgrade(
            *("grade", "--autograder", autograder, inbox, "--out", root / "out"),
            *("--require-isolation", "--course", root),
            python=str(root / "bin" / "python"),
            path=SITE,
            cwd=str(root),
        )
        assert done.returncode == 0, done.stderr
        text = (root / "out" / "grades.json").read_text()
        assert '"walls"' in text
        outputs = [o["text"] for g in json.loads(text)["grades"] for o in g["outputs"]]
        assert any("site-packages" in output for output in outputs), "the interpreter can be read"
        assert not [output for output in outputs if "7310619" in output or "two.ipynb" in output]


@needs_landlock(6)
def test_doctor_shows_each_layer_and_what_was_tried(course: Path) -> None:
    done = torchgrade("doctor", "--course", course, cwd=str(course))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"course in {course.resolve()} too" in done.stdout
    for layer in ("seccomp", "landlock"):
        assert layer in done.stdout
    assert "send a signal to another process" in done.stdout


@needs_users
def test_doctor_exits_with_1_where_grading_is_refused(
    course: Path, ordinary_user: tuple[str, ...]
) -> None:
    done = torchgrade("doctor", cwd=str(course), prefix=ordinary_user)
    assert done.returncode == 1, done.stderr
    assert "not walled" in done.stdout
    assert "or as root" in done.stdout
    assert "read a hidden test" in done.stdout
    assert "could" in done.stdout
