"""What cheats try, each in one small submission, and that none of it changes what they earned."""

from __future__ import annotations

import contextlib
import dataclasses
import glob
import importlib.util
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.redteam import lab
from tests.redteam.attack import CLASSES, MARK, PROCESS, Attack, attacks
from tests.support import tiny
from tests.support.command import torchgrade
from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.player import player
from torchgrade.engine.protocol import channel
from torchgrade.engine.supervisor.host import sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, grade
from torchgrade.nbgrader.authoring import make_course
from torchgrade.records import Grade
from torchgrade.results import write_submission
from torchgrade.sandbox.processes.clock import MOST

ATTACKS = attacks()
GRACE = 5.0
"""Seconds in which what a player started must be gone after its grade has come."""

MOST_SEEN = 2**20
"""Characters that one submission may put before a person's eyes."""

MOST_GROWTH = 400 * 2**10
"""KiB by which one submission may raise the peak memory of the process that holds all grades."""

HARMFUL = {"exhaust", "tamper"}
"""Classes after which an honest submission is graded: after others the next attack is looked at."""

TOGETHER = (
    "leak_exception",
    "leak_flags",
    "leak_print",
    "leak_state",
    "leak_terminal",
    "read_expected",
)
"""Attacks that are graded in one run, by the commands that staff use."""

IN_A_PLAYER = (
    "torchgrade.checks",
    "torchgrade.engine.player",
    "torchgrade.engine.protocol",
    "torchgrade.sandbox",
)
"""Where the modules of ours are that a submission may find in its own process."""

FOR_STAFF = {"grade.json", "grades.json"}
"""What a run writes that has what hidden tests said; the report is searched, too."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

_OUTSIDE = (
    "/tmp",
    "/dev/shm",
    "/var/tmp",
    "/run",
    "/",
    "/root",
    "/home",
    "/etc",
    "/autograder",
    "~",
    os.path.dirname(sys.executable),
    os.path.dirname(os.__file__),
    os.path.dirname(torch.__file__),
    str(Path(__file__).parents[2]),
)


@pytest.fixture(scope="session")
def field(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> lab.Field:
    with sharing_host(engine.host):
        return lab.make(tmp_path_factory.mktemp("redteam"))


@pytest.fixture(scope="session")
def bundles(field: lab.Field) -> Iterator[dict[str, Bundle]]:
    with contextlib.ExitStack() as stack:
        yield {
            name: stack.enter_context(open_bundle(one.autograder))
            for name, one in field.labs.items()
        }


@pytest.fixture(scope="session")
def neighbour(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, Submission]:
    """A small honest submission, half of it right, for the engine after an attack."""
    tests = "def test_two(two):\n    assert two == 2\n\ndef test_three(two):\n    assert two == 3"
    return tiny.make(tmp_path_factory.mktemp("neighbour"), ["two = 2"], {"q1": tests})


def test_every_class_is_tried_and_every_attack_is_described() -> None:
    assert len(ATTACKS) >= 70
    assert all(Counter(a.kind for a in ATTACKS)[kind] >= 5 for kind in CLASSES)
    assert len({a.tries for a in ATTACKS}) == len(ATTACKS)
    for attack in ATTACKS:
        assert attack.tries.endswith("."), attack.name
        assert set(attack.statuses) <= {"graded", "rejected"}, attack.name


def test_the_grader_has_a_secret_that_attacks_can_look_for() -> None:
    assert os.environ[lab.SECRET_VARIABLE] == lab.SECRET


def test_no_attack_knows_what_it_is_after() -> None:
    """A canary in an attack's own code would be found in its own messages."""
    for attack in ATTACKS:
        text = attack.path.read_text().replace("redteam-win:", "")
        assert not [what for what, canary in lab.CANARIES.items() if canary.search(text)]


def test_what_attacks_look_for_is_there() -> None:
    """An attack that looks for something of ours by a name that it had once tries nothing."""
    ours = "".join(path.read_text() for path in Path(player.__file__).parent.glob("*.py"))
    ours += Path(channel.__file__).read_text()
    for attack in ATTACKS:
        code = attack.path.read_text()
        for name in re.findall(r"""["'](torchgrade\.[a-z_.]+?)\.?["']""", code):
            if not name.endswith(".json"):
                assert name.startswith(IN_A_PLAYER), (attack.name, name)
                assert importlib.util.find_spec(name), (attack.name, name)
        for name in re.findall(r"""__name__ == ["'](\w+)["']""", code):
            assert f"class {name}:" in ours, (attack.name, name)
        for names in re.findall(
            r"(?:_player\(\)|_found|_lies\.player|self\.player)((?:\.\w+)+)", code
        ):
            for name in names[1:].split("."):
                known = (f"self.{name} ", f"self.{name}:", f"def {name}(")
                own = name in ("sendall", "real_names", "update")  # of sockets, dicts, its own
                assert own or any(text in ours for text in known), (attack.name, name)


@pytest.mark.parametrize("name", sorted(lab.HONEST))
def test_the_honest_notebook_earns_a_part(
    name: str, field: lab.Field, bundles: dict[str, Bundle], engine: Any, tmp_path: Path
) -> None:
    nb.write(field.honest(name), tmp_path / f"{name}.ipynb")
    (tmp_path / "handed.safetensors").write_bytes(field.weights.read_bytes())
    if name == "handed":
        (tmp_path / "weights").mkdir()
        (tmp_path / "handed.safetensors").rename(tmp_path / "weights" / "handed.safetensors")
    result = grade(bundles[name], Submission(tmp_path, name), engine)
    assert (result.status, result.score) == ("graded", lab.HONEST[name]), _explained(result)
    assert 0 < result.score < result.max_score


@pytest.mark.parametrize("name", sorted(lab.HONEST))
def test_the_solution_earns_all(
    name: str, field: lab.Field, bundles: dict[str, Bundle], engine: Any
) -> None:
    result = grade(bundles[name], Submission(field.labs[name].solutions, name), engine)
    assert (result.status, result.score) == ("graded", result.max_score), _explained(result)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(
            attack,
            id=attack.name,
            marks=[pytest.mark.slow(reason=attack.slow)] if attack.slow else [],
        )
        for attack in ATTACKS
    ],
)
def test_an_attack_changes_nothing(
    attack: Attack,
    field: lab.Field,
    bundles: dict[str, Bundle],
    engine: Any,
    neighbour: tuple[Bundle, Submission],
    tmp_path: Path,
) -> None:
    if attack.needs == "root" and os.geteuid() != 0:
        pytest.skip("needs root")
    handed_in, out = tmp_path / "in", tmp_path / "out"
    handed_in.mkdir()
    submission = attack.submission(field, handed_in)
    whole = bundles[attack.lab]
    limited = dataclasses.replace(whole.manifest, seconds=attack.seconds)
    bundle = Bundle(whole.folder, limited, whole.config)
    before = _tree(field.course.root), _tree(handed_in)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        result = grade(bundle, submission, engine)
        engine.settle()  # on a busy machine thousands of processes take their time to end
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
        survivors = _survivors()
    finally:
        outside = _left_outside()
    write_submission(result, limited, whole.config, out)
    seen, page = _seen_by_the_student(out)

    assert result.status in attack.statuses, _explained(result)
    if result.status == "graded":
        low, high = attack.honest
        assert low <= result.score <= high, _explained(result)
        assert not result.pending_questions, "no test of these labs needs a GPU"
    leaked = [what for what, canary in lab.CANARIES.items() if canary.search(seen)]
    assert not leaked, seen
    assert len(seen) < MOST_SEEN
    assert not _CONTROLS.search(_COLOURS.sub("", seen))
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert not survivors, "processes of the attack are still there"
    assert not outside, "files were written outside"
    assert (_tree(field.course.root), _tree(handed_in)) == before, "files were changed"
    assert result.seconds < MOST * attack.seconds + 60, "the limit did not hold"
    if attack.where != "file":
        assert grown < MOST_GROWTH

    if result.status == "graded" and attack.kind in HARMFUL:
        following = grade(*neighbour, engine)
        assert (following.status, following.score) == ("graded", 1), "the next one"


def test_no_file_that_a_student_may_get_and_no_terminal_has_a_secret(
    field: lab.Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands themselves, on several attacks at once, in an nbgrader course."""
    monkeypatch.setenv("COLUMNS", "1000")
    trials, hub, out = field.labs["trials"], tmp_path / "hub", tmp_path / "grades"
    assert list(make_course(field.course, [trials], hub)) == ["trials"]
    for attack in (attack for attack in ATTACKS if attack.name in TOGETHER):
        notebook = field.honest("trials", hub / "release" / "trials")
        notebook.cells = attack.mixed(notebook.cells)
        folder = hub / "submitted" / attack.name / "trials"
        folder.mkdir(parents=True)
        nb.write(nb.normalise(notebook), folder / "trials.ipynb")
    grading = ["grade", "trials", "submitted", "--without-walls", "--out", out]
    said = _said(torchgrade(*grading, "--gradebook", "gradebook.db", cwd=hub))
    feedback = [sys.executable, "-m", "nbgrader", "generate_feedback", "trials"]
    said += _said(subprocess.run(feedback, cwd=hub, capture_output=True, text=True, check=False))

    seen = {"the terminal": said}
    for root in (trials.release, hub / "release", hub / "feedback", out):
        for path in (path for path in root.rglob("*") if path.is_file()):
            if path.name not in FOR_STAFF and path.suffix != ".whl":
                text = path.read_text(encoding="utf-8", errors="replace")
                shown = _shown if path.name == "results.json" else _said_of_own_code
                seen[str(path)] = shown(text)
    for page in ("trials.html", "feedback.html", "results.json"):
        assert sum(path.endswith(page) for path in seen) == len(TOGETHER)
    assert lab.CANARIES["the text of a hidden test"].search((out / "grades.json").read_text())
    leaks = {
        place: [what for what, canary in lab.CANARIES.items() if canary.search(text)]
        for place, text in seen.items()
    }
    assert not {place: found for place, found in leaks.items() if found}
    assert not _CONTROLS.search(_COLOURS.sub("", said.replace("\r", "")))


def _said(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def _explained(result: Grade) -> str:
    cases = [case for question in result.questions for case in question.cases]
    lines = [f"{case.name}: {case.status} {case.message[:500]}" for case in cases]
    said = f"{result.status} {result.score} {result.message[:3000]}"
    return "\n".join([said, *result.flags, *result.isolation, *lines])


def _seen_by_the_student(out: Path) -> tuple[str, str]:
    """Return all text that a student sees, and the page of feedback alone."""
    [page] = out.rglob("feedback.html")
    text = _said_of_own_code(page.read_text(encoding="utf-8"))
    said = [text]
    said += [_shown(path.read_text(encoding="utf-8")) for path in out.rglob("results.json")]
    return "\n".join(said), text


def _said_of_own_code(page: str) -> str:
    """Leave out of the cells that a page shows to their author what only an attack may say there.

    Each has in its own code what it would print if it had succeeded.
    """
    own = re.compile(r'<pre class="mine".*?</pre>', re.DOTALL)
    return own.sub(lambda cell: cell[0].replace("redteam-win:", ""), page)


def _shown(text: str) -> str:
    """Return what Gradescope shows a student of a results.json."""
    results = json.loads(text)
    assert results.get("output_format", "text") == "text"
    said = [str(results.get("output", ""))]
    for test in results["tests"]:
        assert test.get("output_format", "text") == "text"
        if test.get("visibility", "visible") != "hidden":
            said += [str(test.get("name", "")), str(test.get("output", ""))]
    return "\n".join(said)


def _marked() -> list[int]:
    found = []
    for entry in Path("/proc").iterdir() if Path("/proc").is_dir() else ():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                name = (entry / "comm").read_bytes() + (entry / "cmdline").read_bytes()
                if PROCESS.encode() not in name:
                    continue
                # The first thread may have ended, which reads as a zombie, and others go on.
                tasks = [task.read_bytes() for task in entry.glob("task/*/stat")]
                states = {task.rpartition(b")")[2].split()[0] for task in tasks}
                if states - {b"Z", b"X"}:
                    found.append(int(entry.name))
    return found


def _survivors() -> list[int]:
    """Return the processes of an attack that are still there after a moment, and end them."""
    end = time.monotonic() + GRACE
    while (left := _marked()) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in left:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return left


def _marked_files() -> list[str]:
    folders = (os.path.expanduser(folder) for folder in _OUTSIDE)
    return [path for folder in folders for path in glob.glob(os.path.join(folder, f"{MARK}*"))]


def _left_outside() -> list[str]:
    """Return the marked files outside after a moment: a slot is cleared after its grade."""
    end = time.monotonic() + GRACE
    while _marked_files() and time.monotonic() < end:
        time.sleep(0.05)
    return _clear()


def _clear() -> list[str]:
    """Return the marked files that lie where no submission may write, and remove them."""
    found = _marked_files()
    for path in found:
        with contextlib.suppress(OSError):
            os.unlink(path)
    return found


def _tree(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of change of all files below ``root`` that a path can name."""
    tree = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):  # it is too long
                status = os.lstat(path)
                tree[os.path.relpath(path, root)] = (status.st_size, status.st_mtime_ns)
    return tree
