"""otter's own engine: the oracle for comparisons. It trusts the student's kernel.

Every submission gets a process that runs the real ``otter run``: otter changes the working folder,
unpickles what the kernel wrote, and can hang or crash with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.closed_paths import WITHOUT_WALLS
from torchgrade.engine.engine import OPEN_GATE, CaseOutcome, CellError, Outcome, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.sandbox.walls import NO_WALLS

__all__ = ["OtterEngine", "own_name"]

_GRADER = re.compile(r"""\bNotebook\(\s*["'](\w[\w .-]{0,55}\.ipynb)["']""")


class OtterEngine:
    """Grades with ``otter run``."""

    name = "otter"

    def start(self) -> None:
        """Do nothing: each `otter run` starts from scratch."""

    def prove_walls(self, bundle: Bundle) -> None:
        """Do nothing: otter's engine has no walls."""

    def stop(self) -> None:
        """Do nothing: `otter run` can't be stopped, and ends by itself."""

    def run(
        self,
        bundle: Bundle,
        submission: Path,
        *,
        seconds: int,
        threads: int,
        digest: str | None = None,
        gate: StartGate = OPEN_GATE,
        look: FirstLook | None = None,
    ) -> Outcome:
        """See :class:`torchgrade.engine.engine.Engine`."""
        with gate, tempfile.TemporaryDirectory(prefix="torchgrade-otter-") as name:
            folder = Path(name)
            autograder, zipped = folder / "autograder.zip", folder / "submission.zip"
            bundle.pack(autograder)
            with zipfile.ZipFile(zipped, "w") as archive:
                for file in sorted(submission.rglob("*")):
                    if file.is_file():
                        is_notebook = file.parent == submission and file.suffix == ".ipynb"
                        below = file.relative_to(submission).as_posix()
                        archive.write(file, own_name(file) if is_notebook else below)
            answer = folder / "answer.json"
            log = _run_worker([str(autograder), str(zipped), str(answer)], folder, seconds, threads)
            try:
                result = json.loads(answer.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                raise GraderError(f"otter run gave no result. The end of its log:\n{log}") from None
        if result["fatal"]:
            raise GraderError(
                f"otter run gave no result, because the notebook's kernel died or because of a "
                f"fault of ours: {result['fatal']}"
            )
        return Outcome(
            questions={
                question: tuple(CaseOutcome(**case) for case in cases)
                for question, cases in result["questions"].items()
            },
            errors=tuple(CellError(**error) for error in result["errors"]),
            isolation=(f"{NO_WALLS}: otter runs hidden tests beside the student's code",),
            flags=(WITHOUT_WALLS,),
        )


def own_name(notebook: Path) -> str:
    """Return the notebook name that it passes to its grader, or else its file's name.

    Under another name otter makes no grader: each check is an error, and everything is tested at
    the end. The assignment's name can differ from that of the file that students get.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    found = _GRADER.search(code)
    return found[1] if found else notebook.name


def _run_worker(arguments: list[str], folder: Path, seconds: int, threads: int) -> str:
    """Run one ``otter run``, and kill everything that it started when its time is up."""
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": str(threads),
        "TORCHGRADE_OFFLINE": "1",  # a grade must not depend on the network
        "IPYTHONDIR": str(folder / "ipython"),
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("w+b") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "torchgrade.engine.otter_worker", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise SubmissionError(
                f"The notebook and its tests did not end within {seconds} s. Look for a loop that "
                "does not end, or for training outside of the cells that grading leaves out."
            ) from None
        finally:
            # The kernel is in the worker's process group; after a normal end nobody is left there.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.seek(max(0, log.tell() - 4000))
        return log.read().decode(errors="replace")
