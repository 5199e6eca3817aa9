"""CPU seconds, page faults and processes of a submission, for every lab, beside the bare limit.

    python benchmarks/cpu.py
    python benchmarks/cpu.py --labs dropout_scaling mnist_cnn --submissions 30 --peers

Grades a class of each lab - the solution, the blank release, mistakes and alternatives of all
questions - with as many jobs as there are cores, and each submission once more bare: the same cells
and tests in a fork of a warm process, with no isolation. CPU is that of the fork server and all
that it started, and of the command's own process, over the number of submissions; the start of the
fork server is not in it. Processes are those that were seen while the solution was graded alone.
`--peers` also runs the commands `otter run` and `nbgrader autograde` on each lab's solution.
CPU seconds depend on what else the machine does, by a fifth or so: caches are shared.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.bare import bare_execution
from benchmarks.handed_in import submissions_of
from benchmarks.peers import SCRIPTS, nbgrader_autograde, otter_run
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.course import Course
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, grade, grade_all
from torchgrade.results import prepare, write_submission

ROOT = Path(__file__).parents[1]
CORES = os.cpu_count() or 1


@dataclass
class Used:
    """CPU seconds and page faults."""

    cpu: float
    faults: int

    def since(self, before: Used, count: int) -> Used:
        """Return what was used from then on, for each of so many submissions."""
        return Used((self.cpu - before.cpu) / count, (self.faults - before.faults) // count)


def main() -> None:
    """Measure, and print a row for each lab."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labs", nargs="*", help="all by default")
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--peers", action="store_true", help="otter and nbgrader, too")
    options = parser.parse_args()
    os.environ["PATH"] = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic
    console = Console(highlight=False, width=130)
    peers = ("otter", "nbgrader") if options.peers else ()
    table = Table(
        title=f"CPU seconds a submission, {CORES} jobs, {options.submissions} of each lab"
    )
    columns = ("torchgrade", "bare", "ratio", "seconds", "faults", "bare", "processes", *peers)
    for column in ("lab", *columns):
        table.add_column(column, justify="left" if column == "lab" else "right")
    prepare()
    console.print(f"load before: {os.getloadavg()[0]:.1f}")
    for lab in Course(ROOT).labs(options.labs):
        with tempfile.TemporaryDirectory(prefix="torchgrade-bench-") as name:
            folder = Path(name)
            folder.chmod(0o711)  # a player's uid has to get at its folder
            submissions = submissions_of(lab.name, folder / "in", options.submissions)
            with open_bundle(lab.autograder) as bundle:
                row = _row(bundle, submissions, folder)
                if peers:
                    row += _peers(bundle, submissions[0], folder)
            table.add_row(lab.name, *row)
            console.print(lab.name, *row)
    console.print(table)
    console.print(f"load after: {os.getloadavg()[0]:.1f}")


def _row(bundle: Bundle, submissions: list[Submission], folder: Path) -> list[str]:
    count = len(submissions)
    with IsolatedEngine() as engine:
        for _ in grade_all(bundle, submissions[:CORES], engine, jobs=CORES):
            pass
        engine.settle()
        time.sleep(1)  # the fork server tidies its memory once
        before, begun = _used(engine), time.perf_counter()
        for done in grade_all(bundle, submissions, engine, jobs=CORES):
            write_submission(done.grade, bundle.manifest, bundle.config, folder / "out")
        seconds = (time.perf_counter() - begun) / count
        engine.settle()
        used = _used(engine).since(before, count)
        processes = _processes(bundle, submissions[0], engine)
    with bare_execution(bundle, threads=1) as bare:
        bare(submissions[0])
        found = [bare(submission) for submission in submissions]
    limit = statistics.mean(one.cpu for one in found)
    return [
        f"{used.cpu:.3f}",
        f"{limit:.3f}",
        f"{used.cpu / limit:.2f}",
        f"{seconds:.3f}",
        f"{used.faults:,}",
        f"{statistics.mean(one.faults for one in found):,.0f}",
        str(processes),
    ]


def _used(engine: IsolatedEngine) -> Used:
    """Return what the fork server, all that it started and that ended, and this process used."""
    pid = engine.host.pid()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    faults, faults_of_ended = int(fields[7]), int(fields[8])  # proc(5): fields 10 and 11
    ticks = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    own = resource.getrusage(resource.RUSAGE_SELF)
    cpu = ticks + own.ru_utime + own.ru_stime
    return Used(cpu, faults + faults_of_ended + own.ru_minflt)


def _processes(bundle: Bundle, submission: Submission, engine: IsolatedEngine) -> int:
    """Count the processes that are seen while a submission is graded, referee and player."""
    seen, over = set[int](), threading.Event()
    server = psutil.Process(engine.host.pid())

    def look() -> None:
        while not over.wait(0.002):
            seen.update(process.pid for process in server.children(recursive=True))

    watcher = threading.Thread(target=look)
    watcher.start()
    grade(bundle, submission, engine)
    over.set()
    watcher.join()
    return len(seen)


def _peers(bundle: Bundle, submission: Submission, folder: Path) -> list[str]:
    """Return the CPU seconds of the commands of the others, for one submission."""
    found = []
    for number, command in enumerate((otter_run, nbgrader_autograde)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command(bundle, [submission], folder / str(number), CORES)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(f"{taken:.1f}")
    return found


if __name__ == "__main__":
    main()
