"""Runs an author's notebooks on a cluster, like an engine of this machine."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from torchgrade.bundle import Bundle, open_bundle
from torchgrade.cluster.authors.pool import Pool
from torchgrade.cluster.executor import setup_of
from torchgrade.cluster.link import Link, connected
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import Done, Play, Played, Result, read_files
from torchgrade.engine.engine import OPEN_GATE, Outcome, Selection, StartGate
from torchgrade.errors import GraderError

__all__ = ["Notebooks", "proving_on"]


class Notebooks:
    """Runs notebooks of labs, one lab after the other; see `verify.notebook_runner.Engine`.

    Args:
        link: the connection to the cluster.
        where: the cluster.
        tell: shows a person a sentence.
    """

    def __init__(self, link: Link, where: Where, tell: Callable[[str], None]) -> None:
        self._link, self._where, self._tell = link, where, tell
        self._lock = threading.Lock()
        self._lab: Path | None = None
        self._pool: Pool | None = None  # of the current lab

    def run(
        self,
        bundle: Bundle,
        submission: Path,
        *,
        seconds: int,
        threads: int,
        digest: str | None = None,
        gate: StartGate = OPEN_GATE,
        tests: Selection | None = None,
    ) -> Outcome:
        """See :meth:`IsolatedEngine.run`. The gate records time that was not the notebook's."""
        start = time.monotonic()
        play = partial(_play, bundle, digest, seconds, threads, tests or Selection())
        played = self._played(bundle, submission, play)
        if gate is not OPEN_GATE:
            gate.waited = time.monotonic() - start - played.seconds
        [outcome] = _outcomes(played)
        return outcome

    def run_variants(
        self,
        bundle: Bundle,
        submission: Path,
        cell: int,
        codes: Sequence[tuple[str, str]],
        *,
        seconds: int,
        threads: int,
        tests: Selection,
        digest: str | None = None,
    ) -> list[Outcome]:
        """See :meth:`IsolatedEngine.run_variants`."""
        play = partial(_play, bundle, digest, seconds, threads, tests, cell=cell, codes=(*codes,))
        return _outcomes(self._played(bundle, submission, play))

    def stop(self) -> None:
        """End all runs."""
        with self._lock:
            pool = self._pool
        if pool is not None:
            pool.close()

    def check(self) -> None:
        """Check that the cluster was available all the time.

        Raises:
            AuthorError: it was not, so the findings mean nothing.
        """
        if self._pool is not None:
            self._pool.raise_error()

    def _played(self, bundle: Bundle, submission: Path, play: Callable[[int], Play]) -> Played:
        pool, files = self._pool_of(bundle), read_files(submission)
        played = pool.submit(play, files, _read).result()
        if pool.has_gpu and _waits_for_a_gpu(played):
            with contextlib.suppress(GraderError):
                return pool.submit(play, files, _read, gpu=True).result()
        return played

    def _pool_of(self, bundle: Bundle) -> Pool:
        with self._lock:
            if self._pool is None or bundle.folder != self._lab:
                if self._pool is not None:  # of another lab, which is finished
                    self._pool.raise_error()
                    self._pool.close()
                with open_bundle(bundle.folder) as whole:  # this lab may have its own limits
                    setup, files = setup_of(whole, walls="unneeded")
                self._pool = Pool(self._link, self._where, setup, files, self._tell)
                self._lab = bundle.folder
            return self._pool


@contextlib.contextmanager
def proving_on(where: Where, jobs: int, tell: Callable[[str], None]) -> Iterator[Notebooks]:
    """Yield an engine that runs notebooks on a cluster.

    Args:
        where: the cluster.
        jobs: how many a cluster on this machine runs at a time.
        tell: shows a person a sentence.

    Raises:
        AuthorError: there is no such cluster.
    """
    with connected(where, jobs) as link:
        notebooks = Notebooks(link, where, tell)
        try:
            yield notebooks
        finally:
            notebooks.stop()


def _play(
    bundle: Bundle,
    digest: str | None,
    seconds: int,
    threads: int,
    tests: Selection,
    number: int,
    *,
    cell: int = 0,
    codes: tuple[tuple[str, str], ...] = (),
) -> Play:
    return Play(
        number=number,
        digest=digest or "",
        threads=threads,
        seconds=seconds,
        limits=(bundle.manifest.cell_seconds, bundle.manifest.case_seconds),
        tests=tests,
        cell=cell,
        codes=codes,
    )


def _outcomes(played: Played) -> list[Outcome]:
    return [
        Outcome(one.questions, errors=one.errors, seconds=dict(one.seconds)) for one in played.seen
    ]


def _read(result: Result) -> Played:
    if not isinstance(result, Played) or result.why:
        raise GraderError(result.why if isinstance(result, Played | Done) else "no notebook")
    return result


def _waits_for_a_gpu(played: Played) -> bool:
    return any(
        case.pending for one in played.seen for cases in one.questions.values() for case in cases
    )
