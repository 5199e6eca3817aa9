"""Grades in a Dask worker, with a warm engine and the autograders that were sent to it."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.cluster.training import Trainings
from torchgrade.cluster.wire import (
    Chunk,
    Done,
    Files,
    Item,
    Play,
    Played,
    Seen,
    Setup,
    Train,
    Trained,
    write_files,
)
from torchgrade.engine.engine import Outcome, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError, GraderError, SubmissionError
from torchgrade.files.hashing import digest_of
from torchgrade.grade import Submission, TakenIn, completer, dataset_of, jobs_for
from torchgrade.grade.pipeline import grade_taken
from torchgrade.sandbox.processes.cores import cores

__all__ = ["Station"]

_MOST_KEPT = 4
"""Autograders to keep, since a worker may run for months."""


class Station:
    """A worker, with an engine that stays warm for all runs.

    A restarted worker is another station, without knowledge of the earlier one.

    Args:
        folder: the worker's folder; if it is killed, Dask removes that.
    """

    def __init__(self, folder: str) -> None:
        self.name = uuid.uuid4().hex
        self._folder = Path(tempfile.mkdtemp(prefix="torchgrade-", dir=folder))
        self._host = Host()
        self._lock = threading.Lock()
        self._content: dict[str, Path] = {}  # hash -> folder, the newest last
        self._runs: dict[str, tuple[Bundle, IsolatedEngine]] = {}
        self._trainings = Trainings()

    def start(self) -> None:
        """Start the fork server in advance."""
        self._host.start()

    def close(self) -> None:
        """End all runs, and remove everything that was sent."""
        self._host.close()
        self._trainings.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def has(self, content: str) -> bool:
        """Return whether it has a run's autograder; trainings need none."""
        return not content or content in self._content

    def serves(self, chunk: Chunk) -> bool:
        """Return whether it was prepared for a run."""
        ready = chunk.run in self._runs or chunk.run in self._trainings
        return chunk.station == self.name and ready

    def take(self, setup: Setup, files: Files) -> None:
        """Store the files of an autograder."""
        with self._lock:
            if setup.content in self._content:
                return
            place = self._folder / setup.content
            shutil.rmtree(place, ignore_errors=True)  # left by a full disk
            place.mkdir(mode=0o700)
            write_files(files, place / setup.lab)
            self._content[setup.content] = place / setup.lab
            used = {bundle.folder for bundle, _ in self._runs.values()}
            for old in [key for key, path in self._content.items() if path not in used]:
                if len(self._content) > _MOST_KEPT and old != setup.content:
                    shutil.rmtree(self._content.pop(old).parent, ignore_errors=True)

    def prepare(self, setup: Setup) -> int:
        """Prepare for a run, and return how many submissions may run at a time.

        Raises:
            AuthorError: walls or the data set are missing here.
            GraderError: the engine failed.
        """
        if not setup.content:
            self._trainings.prepare(setup.run, setup.dataset)
            return cores()
        with open_bundle(self._content[setup.content]) as opened:
            pass  # a folder, so nothing is unpacked
        there = [path for path in map(Path, setup.closed) if path.exists()]
        bundle = replace(opened, inside=setup.inside, closed=(self._folder, *there))
        if bundle.build != setup.build:
            raise AuthorError(f"its autograder is {bundle.build}, not {setup.build}")
        if (data := dataset_of(bundle)) != setup.dataset:
            raise AuthorError(
                f"its tests would measure on {data or 'no data set'}, not on {setup.dataset}"
            )
        with sharing_host(self._host):
            engine = IsolatedEngine(
                require_isolation=setup.require_isolation,
                walls=setup.walls,
                explain=setup.explain,
            )
        engine.prove_walls(bundle)
        with self._lock:
            self._runs[setup.run] = bundle, engine
        return jobs_for(bundle.manifest)

    def end(self, run: str) -> None:
        """End a run's work here."""
        self._trainings.end(run)
        with self._lock:
            found = self._runs.pop(run, None)
        if found is not None:
            found[1].stop()

    def grade(
        self,
        token: str,
        chunk: Chunk,
        item: Item,
        files: Files,
        *,
        begun: Callable[[], None],
        look: FirstLook,
    ) -> Done:
        """Grade one submission.

        Args:
            token: the order's token.
            chunk: the chunk that it is part of.
            item: the submission.
            files: its files.
            begun: called when it begins to run.
            look: keeps what its student may read.

        Raises:
            GraderError: it did not arrive as it was sent.
        """
        bundle, engine = self._runs[chunk.run]
        with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as name:
            taken = _laid_out(bundle, item, files, Path(name) / "taken")
            gate = _Told(begun)
            if item.earlier is not None:
                how = completer(item.questions)
                try:
                    grade = how(
                        bundle, taken, item.earlier, engine, threads=chunk.threads, gate=gate
                    )
                except (SubmissionError, GraderError) as error:
                    return Done(token=token, number=item.number, grade=None, why=str(error))
                return Done(token=token, number=item.number, grade=grade)
            graded = grade_taken(bundle, taken, engine, threads=chunk.threads, gate=gate, look=look)
        details = tuple((*case, text) for case, text in graded.outcome.details.items())
        return Done(token=token, number=item.number, grade=graded.grade, details=details)

    def play(
        self, token: str, chunk: Chunk, play: Play, files: Files, *, begun: Callable[[], None]
    ) -> Played:
        """Run an author's notebook, and return what verify needs."""
        bundle, engine = self._runs[chunk.run]
        cell, case = play.limits
        manifest = replace(bundle.manifest, cell_seconds=cell, case_seconds=case)
        bundle = replace(bundle, manifest=manifest)
        begun()
        start = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as name:
                folder = Path(name) / "taken"
                write_files(files, folder)
                outcomes = _outcomes(engine, bundle, folder, play)
        except (SubmissionError, GraderError) as error:
            return Played(token=token, number=play.number, why=str(error))
        took = time.monotonic() - start
        seen = tuple(
            Seen(questions=dict(one.questions), errors=one.errors, seconds=(*one.seconds.items(),))
            for one in outcomes
        )
        return Played(token=token, number=play.number, seen=seen, seconds=took)

    def train(
        self, token: str, chunk: Chunk, asked: Train, *, begun: Callable[[], None]
    ) -> Trained:
        """Train a network for an author."""
        begun()
        return self._trainings.train(token, chunk.run, asked, chunk.threads)


def _outcomes(engine: IsolatedEngine, bundle: Bundle, folder: Path, play: Play) -> list[Outcome]:
    if play.codes:
        return engine.run_variants(
            bundle,
            folder,
            play.cell,
            play.codes,
            seconds=play.seconds,
            threads=play.threads,
            tests=play.tests,
            digest=play.digest,
        )
    outcome = engine.run(
        bundle,
        folder,
        seconds=play.seconds,
        threads=play.threads,
        tests=play.tests,
        digest=play.digest,
    )
    return [outcome]


class _Told(StartGate):
    def __init__(self, begun: Callable[[], None]) -> None:
        self._begun = begun

    def __enter__(self) -> None:
        self._begun()


def _laid_out(bundle: Bundle, item: Item, files: Files, folder: Path) -> TakenIn:
    """Write the files of a submission that the command has taken in."""
    write_files(files, folder)
    if digest_of(folder) != item.digest:
        raise GraderError("what came of a submission is not what was sent")
    path = folder / f"{bundle.manifest.lab}.ipynb"
    notebook = nb.loads(path.read_bytes(), path.name)
    submission = Submission(folder, str(item.number))
    return TakenIn(
        submission=submission,
        folder=folder,
        notebook=notebook,
        digest=item.digest,
        release=item.release,
        flags=item.flags,
        notes=item.notes,
        seconds=item.seconds,
    )
