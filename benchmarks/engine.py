"""Seconds, overhead and memory of torchgrade's engine, beside `otter run` and `nbgrader autograde`.

    python benchmarks/engine.py
    python benchmarks/engine.py --submissions 6 --peers 1

Submissions of dropout_scaling - the solution, the blank release, every mistake and alternative, in
turn - are graded in one run by

- torchgrade, 1 job and 2 jobs, with the feedback written;
- torchgrade once more, each submission in turn with *bare execution* of the same cells and tests: a
  fork of a warm process that has imported the same, and no isolation at all;
- the command `otter run`, the first `--peers` submissions, and one without the grammar of IRIs that
  jsonschema builds on import where JupyterLab is installed, which takes five seconds of each start;
- the command `nbgrader autograde`, the same ones: the same cells, and after each question's answer
  one grade cell for each of its tests, with the very function that otter runs.

Then a test measures, in its referee, what 10,000 images take through the network of mnist_cnn in
the player, against the same network in the referee, one thread each, and what a small call takes.
About four minutes on two cores that are otherwise idle; the figures of a busy machine mean little.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.metadata
import json
import os
import platform
import re
import statistics
import sys
import tempfile
import textwrap
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import nbformat
import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.bare import bare_execution
from benchmarks.handed_in import submissions_of
from benchmarks.peers import SCRIPTS, nbgrader_autograde, otter_run
from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.engine.supervisor.server import Server
from torchgrade.grade import Submission, grade, grade_all
from torchgrade.records import CaseSpec, Grade, Manifest, QuestionSpec
from torchgrade.results import prepare, write_submission
from torchgrade.sandbox.processes.meter import memory_of

ROOT = Path(__file__).parents[1]
LAB = "dropout_scaling"
OTTER_TIMES = 40.0
BASE, EACH = 0.15, 0.03
IMAGES_RATIO = 1.1
CALL_MS = 0.3
"""What is to be reached: DESIGN.md, "The engine", and the issue that asks for it."""

IMAGES, BATCH, ROUNDS, CALLS = 10_000, 500, 5, 1000
QUICK = str(ROOT / "tests" / "support" / "quick")
"""With it jsonschema does without what it imports where JupyterLab is installed."""


@dataclass
class Times:
    """Seconds of one submission, in the grader and bare."""

    name: str
    score: float | None
    seconds: float
    bare: float


def main() -> None:
    """Measure, and print each figure beside what was to be reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=50)
    parser.add_argument("--peers", type=int, default=3, help="how many for otter and nbgrader")
    options = parser.parse_args()
    console = Console(highlight=False, width=110)
    os.environ["PATH"] = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic
    threads = os.cpu_count() or 1
    prepare()  # as the command does while the fork server starts
    # A player's uid has to get at its folder: every folder above it must let others through.
    with tempfile.TemporaryDirectory(prefix="torchgrade-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        submissions = submissions_of(LAB, folder / "in", options.submissions)
        with open_bundle(ROOT / "autograder" / LAB) as bundle:
            questions = sum(not question.manual for question in bundle.manifest.questions)
            begun = time.perf_counter()
            server = Server()
            start = time.perf_counter() - begun
            server.close()
            with IsolatedEngine() as engine:
                warm = grade(bundle, submissions[0], engine, threads=threads)
                _machine(console, warm)
                memory = _memory(bundle, submissions[0], engine)
                times = _one_by_one(bundle, submissions, engine, threads, folder)
            peers = submissions[: options.peers]
            same, one, two = _batches(bundle, (peers, 1), (submissions, 1), (submissions, 2))
            otter = otter_run(bundle, peers, folder / "otter", threads)
            quick = otter_run(bundle, peers[:1], folder / "quick", threads, QUICK)
            nbgrader = nbgrader_autograde(bundle, peers, folder / "nbgrader", threads)
        remote = _remote(folder / "remote")
    _print_batch(console, times, (same, one, two), otter, nbgrader, quick[0][0])
    _print_overhead(console, times, questions)
    _print_rest(console, start, memory, remote)


def _machine(console: Console, first: Grade) -> None:
    """Say on what was measured."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        model = found[1] if found else model
    packages = ("torchgrade", "torch", "otter-grader", "nbgrader", "numpy", "ipython")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    user = "root" if os.geteuid() == 0 else "an ordinary user"
    console.print(f"{os.cpu_count()} x {model}, {psutil.virtual_memory().total / 2**30:.0f} GiB")
    console.print(f"{platform.platform()}, Python {platform.python_version()}, as {user}")
    console.print(versions)
    console.print("isolation: " + "; ".join(first.isolation), markup=False)
    console.print(f"load before: {os.getloadavg()[0]:.1f}")


# torchgrade, and the bare execution that it is compared with.


def _one_by_one(
    bundle: Bundle, submissions: list[Submission], engine: IsolatedEngine, threads: int, out: Path
) -> list[Times]:
    """Grade each submission, then run its cells and tests bare: both see the same machine."""
    times = []
    with bare_execution(bundle, threads) as bare:
        bare(submissions[0])
        for submission in track(submissions, "each alone, and bare"):
            begun = time.perf_counter()
            result = grade(bundle, submission, engine, threads=threads)
            write_submission(result, bundle.manifest, bundle.config, out / "out")
            seconds = time.perf_counter() - begun
            assert result.status == "graded", result.message
            times.append(Times(submission.name, result.score, seconds, bare(submission).seconds))
    return times


def _batches(bundle: Bundle, *batches: tuple[list[Submission], int]) -> list[float]:
    """Return the seconds per submission of batches, each with its number of jobs."""
    taken = []
    with IsolatedEngine() as engine, tempfile.TemporaryDirectory() as out:
        warm = grade_all(bundle, batches[0][0][:2], engine, jobs=2)
        assert all(result.status == "graded" for result in (one.grade for one in warm))
        for submissions, jobs in batches:
            begun = time.perf_counter()
            for done in grade_all(bundle, submissions, engine, jobs=jobs):
                write_submission(done.grade, bundle.manifest, bundle.config, Path(out))
            taken.append((time.perf_counter() - begun) / len(submissions))
    return taken


# Memory.


def _memory(bundle: Bundle, submission: Submission, engine: IsolatedEngine) -> dict[str, float]:
    """Grade once more, and look at the memory of the player's processes all the time.

    Looking slows the grading down: this run is not timed.
    """
    samples: list[tuple[int, int, int]] = []
    [server] = _servers()
    engine.settle()
    idle, busiest = memory_of(root=server.pid), 0
    over = threading.Event()

    def look() -> None:
        nonlocal busiest
        while not over.is_set():
            busiest = max(busiest, memory_of(root=server.pid))
            for referee in _referees(server):
                with contextlib.suppress(psutil.Error):
                    players = sum(memory_of(root=root.pid) for root in referee.children())
                    count = len(referee.children(recursive=True))
                    samples.append((players, count, memory_of(root=referee.pid) - players))

    watcher = threading.Thread(target=look)
    watcher.start()
    result = grade(bundle, submission, engine, threads=os.cpu_count() or 1)
    over.set()
    watcher.join()
    assert result.status == "graded", result.message
    peak, count, _ = max(samples)
    return {
        "peak": peak / 2**20,
        "processes": count,
        "most": max(n for _, n, _ in samples),
        "median": statistics.median(size for size, _, _ in samples) / 2**20,
        "referee": max(size for _, _, size in samples) / 2**20,
        "added": (busiest - idle) / 2**20,
        "samples": len(samples),
    }


def _servers() -> list[psutil.Process]:
    """List this process's fork servers."""
    children = psutil.Process().children()
    return [c for c in children if "torchgrade.engine.supervisor.forkserver" in c.cmdline()]


def _referees(server: psutil.Process) -> list[psutil.Process]:
    found = []
    with contextlib.suppress(psutil.Error):
        for child in server.children():
            if child.uids().real == os.getuid():  # else it ends what a player left
                found.append(child)
    return found


# What a call costs.

_SPEED = """\
from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = 1

@test_case(points=1, hidden=False)
def test_speed(build_model, small):
    import json
    import statistics
    import time
    import torch
    from torch import nn

{model}

    def seconds(net):
        begun = time.perf_counter()
        for start in range(0, {images}, {batch}):
            scores = net(images[start : start + {batch}])
        assert scores.shape == ({batch}, 10)
        return time.perf_counter() - begun

    images = torch.rand({images}, 1, 28, 28)
    with torch.no_grad():
        own, remote = local_model(0.5).eval(), build_model(0.5)
        remote.eval()
        seconds(own), seconds(remote)
        local, far = [], []
        for _ in range({rounds}):
            local.append(seconds(own))
            far.append(seconds(remote))
        x, calls = torch.arange(10.0), []
        for _ in range({rounds} + 1):
            begun = time.perf_counter()
            for _ in range({calls}):
                small(x)
            calls.append((time.perf_counter() - begun) / {calls})
    found = {{
        "threads": torch.get_num_threads(),
        "local": local,
        "remote": far,
        "calls": calls[1:],
        "kind": type(remote).__module__,
    }}
    with open({answer!r}, "w") as file:
        json.dump(found, file)
"""


def _remote(folder: Path) -> dict[str, Any]:
    """Let a test measure calls from its referee to its player."""
    solved = nb.read(ROOT / "solutions" / "mnist_cnn" / "mnist_cnn.ipynb")
    [model] = [nb.source(c) for c in solved.cells if nb.source(c).startswith("def build_model")]
    bundle, handed_in = folder / "autograder", folder / "in"
    (bundle / "tests").mkdir(parents=True)
    handed_in.mkdir()
    answer = folder / "answer.json"
    answer.touch()
    answer.chmod(0o666)  # a referee of root's has given up its rights
    text = _SPEED.format(
        model=textwrap.indent(model.replace("def build_model", "def local_model"), "    "),
        images=IMAGES,
        batch=BATCH,
        rounds=ROUNDS,
        calls=CALLS,
        answer=str(answer.resolve()),
    )
    (bundle / "tests" / "q1.py").write_text(text, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("import torch\nfrom torch import nn"),
            nbformat.v4.new_code_cell(model),
            nbformat.v4.new_code_cell("def small(x):\n    return 2 * x + 1"),
        ]
    )
    notebook.metadata["otter"] = {"assignment_name": "speed"}
    nb.write(nb.normalise(notebook), handed_in / "speed.ipynb")
    case = CaseSpec("q1 - 1", "test_speed", False, 1.0)
    manifest = Manifest("speed", "Speed", "", (QuestionSpec("q1", 1.0, cases=(case,)),))
    manifest = dataclasses.replace(manifest, case_seconds=300)
    with IsolatedEngine() as engine:
        result = grade(Bundle(bundle, manifest, {}), Submission(handed_in, "speed"), engine)
    assert result.score == 1.0, (result, [q.cases for q in result.questions])
    return dict(json.loads(answer.read_text()))


# What came of it.


def _print_batch(
    console: Console,
    times: list[Times],
    batches: tuple[float, float, float],
    otter: list[tuple[float, float]],
    nbgrader: tuple[float, list[float]],
    quick: float,
) -> None:
    peers = times[: len(otter)]
    same, one, two = batches
    otters, nbgraders = statistics.mean(seconds for seconds, _ in otter), nbgrader[0]
    table = Table(title=f"Seconds per submission of {LAB}")
    for column in ("", "submissions", "seconds", "of otter's rate", "of nbgrader's rate"):
        table.add_column(column, justify="right" if column else "left")
    rows = [
        ("torchgrade, 1 job", len(times), one),
        ("torchgrade, 1 job, the others' submissions", len(peers), same),
        ("torchgrade, 2 jobs", len(times), two),
        ("torchgrade, 2 jobs, per worker", len(times), 2 * two),
        ("otter run", len(otter), otters),
        ("otter run, no grammar of IRIs", 1, quick),
        ("nbgrader autograde", len(otter), nbgraders),
    ]
    for name, count, seconds in rows:
        rates = [f"{other / seconds:.1f} x" for other in (otters, nbgraders)]
        table.add_row(name, str(count), f"{seconds:.3f}", *rates)
    console.print(table)
    console.print(
        f"to reach: {OTTER_TIMES:g} x otter's rate per worker; 1 job, all "
        f"{_met(otters / one, at_least=OTTER_TIMES)}, the others' "
        f"{_met(otters / same, at_least=OTTER_TIMES)}"
    )
    scores = Table(title="Scores of the submissions that all have graded")
    for column in ("submission", "torchgrade", "otter", "nbgrader"):
        scores.add_column(column, justify="left" if column == "submission" else "right")
    for t, (_, other), third in zip(peers, otter, nbgrader[1], strict=True):
        scores.add_row(t.name, f"{t.score:g}", f"{other:g}", f"{third:g}")
    console.print(scores)


def _print_overhead(console: Console, times: list[Times], questions: int) -> None:
    limit = BASE + EACH * questions
    over = [t.seconds - t.bare for t in times]
    table = Table(title=f"Overhead over bare execution, {len(times)} submissions, 1 job")
    for column in ("", "mean", "median", "most"):
        table.add_column(column, justify="right" if column else "left")
    for name, values in (
        ("torchgrade, s", [t.seconds for t in times]),
        ("bare cells and tests, s", [t.bare for t in times]),
        ("overhead per submission, s", over),
        (f"overhead per question (of {questions}), s", [value / questions for value in over]),
    ):
        row = (statistics.mean(values), statistics.median(values), max(values))
        table.add_row(name, *(f"{value:.3f}" for value in row))
    console.print(table)
    console.print(
        f"to reach: {BASE:g} s + {EACH:g} s x {questions} questions = {limit:.2f} s; "
        f"{_met(statistics.mean(over), at_most=limit)}"
    )


def _print_rest(
    console: Console, start: float, memory: dict[str, float], remote: dict[str, Any]
) -> None:
    local, far = (statistics.median(remote[key]) for key in ("local", "remote"))
    call = 1000 * statistics.median(remote["calls"])
    table = Table(title="Start, memory and calls")
    for column in ("what", "value", "to reach"):
        table.add_column(column, justify="right" if column == "value" else "left")
    table.add_row("start of the fork server, once a run, s", f"{start:.2f}", "")
    table.add_row("player's processes at their most", f"{memory['most']:.0f}", "")
    table.add_row(
        f"memory per player, PSS, peak ({memory['processes']:.0f} processes), MiB",
        f"{memory['peak']:.0f}",
        "",
    )
    table.add_row(
        f"memory per player, PSS, median of {memory['samples']:.0f} looks, MiB",
        f"{memory['median']:.0f}",
        "",
    )
    table.add_row("memory of its referee, PSS, peak, MiB", f"{memory['referee']:.0f}", "")
    what = "memory added to the idle fork server's by player and referee, peak, MiB"
    table.add_row(what, f"{memory['added']:.0f}", "")
    what = f"{IMAGES:,} images, {remote['threads']} thread, median of {ROUNDS}"
    table.add_row(f"{what}: local, s", f"{local:.3f}", "")
    table.add_row(f"{what}: remote, s", f"{far:.3f}", "")
    table.add_row(
        "remote / local", f"{far / local:.3f}", _met(far / local, at_most=IMAGES_RATIO, short=True)
    )
    table.add_row("a small remote call, ms", f"{call:.3f}", _met(call, at_most=CALL_MS, short=True))
    console.print(table)
    console.print(f"load after: {os.getloadavg()[0]:.1f}")


def _met(
    value: float, *, at_least: float = 0.0, at_most: float = float("inf"), short: bool = False
) -> str:
    good = at_least <= value <= at_most
    limit = f"at least {at_least:g}" if at_least else f"at most {at_most:g}"
    verdict = "[green]reached[/green]" if good else "[red]missed[/red]"
    return f"{limit}: {verdict}" if short else f"measured {value:.2f}: {verdict}"


if __name__ == "__main__":
    main()
