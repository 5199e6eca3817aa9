"""Runs one test case in the referee, against one process of the player's."""

from __future__ import annotations

import contextlib
import copy
import doctest
import errno
import gc
import hashlib
import hmac
import io
import random
import re
import traceback
from collections.abc import Callable, Iterator

import msgspec
import numpy
import torch
from otter.test_files.exception_test import ExceptionTestFile

from torchgrade.checks.gpu import NeedsGpuError, calls
from torchgrade.checks.measured import collected
from torchgrade.engine.protocol.report import CaseOutcome
from torchgrade.engine.proxies.namespace import environment, names_lacking, names_taken
from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.proxies.session import PlayerDied, Session
from torchgrade.engine.proxies.side_effects import hooked_seeds, student_error
from torchgrade.engine.referee.cases.difference import BELOW, difference
from torchgrade.engine.referee.cases.refused import OTTER, is_refused
from torchgrade.engine.referee.cases.untrusted_code import refusing_untrusted
from torchgrade.engine.referee.snapshots import RecordedValues
from torchgrade.engine.referee.time_limit import TimeLimit, TimeUp
from torchgrade.errors import GraderError, ToldError
from torchgrade.records import Line, Measured
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.texts import printable

__all__ = ["SEED", "CaseRun", "run_case", "seed_generators", "seed_of"]

SEED = "TORCHGRADE_SEED"
"""The environment variable from which `checks.generator` takes its seed."""

_TO_EXPLAIN = 5.0  # seconds for the text of values in frames
_CELLS = re.compile(
    r'^  File "<ipython-input-[^"\n]*", line (\d{1,6}), in .*\n    (.+)', re.MULTILINE
)
"""A frame of the student's in a traceback of the player's."""
_LINE = 200  # characters of a student's line
_MEASUREMENTS = 4  # for one case
_MOST = 50_000  # characters of a message: a test may quote all that a student's code returned


class CaseRun(msgspec.Struct, forbid_unknown_fields=True):
    """The result of a test case: whether it passed, its message, and information for staff."""

    passed: bool = False
    gpu: bool = False  # whether it needs a GPU
    pending: bool = False  # and there is none
    ungraded: bool = False  # the test says that it can't judge here, for lack of data for instance
    message: str = ""
    died: str = ""  # why the player did not survive it
    timed_out: bool = False
    refused: bool = False  # it did something that is impossible across the boundary
    got_objects: bool = False  # it got anything but plain values, such as a function
    unsent_change: bool = False  # it changed a student's object, whose code does not see it
    kept: bool = False  # a call kept or returned the test's arguments
    inside: bool = False  # it ran beside the student's objects
    unjudged: bool = False  # otter itself ended in an error
    own_decides: bool = False  # an operator of a student's own class took part in the verdict
    access_denied: bool = False  # it was denied a path or an address
    told: str = ""  # why it failed, if a student may read that of a hidden test
    measured: tuple[Measured, ...] = ()  # how networks performed on test images
    lacks: tuple[str, ...] = ()  # parameter names of the test that the notebook lacks
    stopped: Line | None = None  # the line of a cell where the student's code raised it
    details: str = ""  # locals of the test's frames, and the traceback on the other side

    def outcome(self) -> CaseOutcome:
        """Return the outcome for the supervisor, apart from flags and details."""
        passed = None if self.pending or self.ungraded else self.passed
        return CaseOutcome(
            passed,
            self.message,
            self.gpu and not self.ungraded,
            self.inside,
            self.told if passed is False else "",
            self.measured,
            self.lacks if passed is False else (),
            self.stopped if passed is False else None,
        )


def run_case(
    test_file: TestFile,
    index: int,
    session: Session | RecordedValues,
    *,
    imports: dict[str, str],
    seed: int,
    seconds: float,
    clock: Clock,
    tick: Callable[[], str],
    explain: bool = False,
    unsettled: bool = False,
) -> CaseRun:
    """Run case number `index` of an otter test file, as otter does, and judge it.

    Args:
        test_file: a test file of `otter.test_files`.
        index: the index of the case.
        session: the session with a snapshot from the question's check, in which earlier cases of
            the question may have run, or with the values recorded at the check.
        imports: names of modules that tests may use without importing them -> the module.
        seed: the seed for the global generators of this process.
        seconds: the time limit.
        clock: the clock that measures it.
        tick: called a few times a second; a text that it returns ends the case.
        explain: keep the values in the test's frames, for staff.
        unsettled: nobody has shown that the case has the same result outside: refuse it if it may
            differ.
    """
    single = copy.copy(test_file)
    single.test_cases = [test_file.test_cases[index]]
    seed_generators(seed)
    failures: list[BaseException] = []
    before = calls()
    limit = TimeLimit(seconds, tick, clock)
    with collected() as measured:
        run = _attempted(single, session, imports, limit, failures, unsettled=unsettled)
    run.measured = tuple(
        Measured(test_file.name, one.right, one.images, one.margins, one.at_least)
        for one in measured[:_MEASUREMENTS]
    )
    run.died = run.died or session.dead or limit.exceeded
    run.timed_out = run.timed_out or bool(limit.exceeded)
    run.gpu = calls() > before
    run.own_decides, run.access_denied = session.own_decides, session.access_denied
    run.got_objects, run.kept = session.got_objects, session.kept
    run.unsent_change = session.unsent_change
    if not run.died:
        run.refused |= is_refused(session, run.passed, run.message, failures)
    elif run.timed_out:
        run.refused |= session.threaded
    _judge(run, session, failures[-1] if failures else None)
    run.message = run.message[:_MOST]
    if failures and not run.died:
        run.stopped = _stopped(failures[-1])
    if explain and failures:
        # Showing a value may mean asking the player for its text, which may never end.
        with contextlib.suppress(TimeUp, PlayerDied, Exception), TimeLimit(_TO_EXPLAIN):
            run.details = difference(failures[-1]) + BELOW + _explained(failures[-1])
    if session.traceback and not run.passed:
        run.details += f"\n\nIn the student's process:\n{session.traceback}"
    if session.flaw:
        run.details += f"\n\nWhat was wrong with its answer: {session.flaw}"
    if any(isinstance(failure, MemoryError) for failure in failures):
        failures.clear()  # with everything that the test's frames hold
        gc.collect()
    return run


def seed_of(secret: str, label: str) -> int:
    """Return the seed for one use of random numbers, derived from a question's secret."""
    digest = hmac.new(secret.encode(), label.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:7], "big")


def seed_generators(seed: int) -> None:
    """Seed the global generators of this process, not those of the player."""
    torch.default_generator.manual_seed(seed)
    numpy.random.seed(seed % 2**32)
    random.seed(seed)


def _attempted(
    single: TestFile,
    session: Session | RecordedValues,
    imports: dict[str, str],
    limit: TimeLimit,
    failures: list[BaseException],
    *,
    unsettled: bool,
) -> CaseRun:
    """Run a file with one case, and return its own verdict; ``failures`` gets its exceptions.

    Its output is dropped.
    """
    printed = io.StringIO()
    try:
        with (
            limit,
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            hooked_seeds(session),
            _noticed(failures),
        ):
            case = single.test_cases[0]
            if unsettled and names_taken(session, case, imports):
                return CaseRun(refused=True)
            given = environment(session, case, imports)
            lacks = names_lacking(case, given.known())
            with session.printed(), refusing_untrusted(session):
                single.run(given)
            session.send_changes()
            [result] = single.test_case_results
            run = CaseRun(bool(result.passed), message=str(result.message or ""), lacks=lacks)
            limit.stop()
        return run
    except TimeUp as error:
        return CaseRun(timed_out=True, died=str(error))
    except PlayerDied as error:
        return CaseRun(died=str(error))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # otter could not even report it; `pytest.raises` can do that
        return CaseRun(message=f"{type(error).__name__}: {error}")


def _judge(run: CaseRun, session: Session | RecordedValues, failure: BaseException | None) -> None:
    """Correct the test's verdict by what the grader knows, even if an `except` hides it."""
    if run.died:
        run.passed = False
        run.message = f"The code under test did not answer: {run.died}."
    elif session.refused:
        run.passed, run.message = False, f"{session.refused[:1].upper()}{session.refused[1:]}."
    elif session.unsupported:
        run.ungraded, run.message = True, f"The test can't be run so: {session.unsupported}"
    # No exception from the player has one of these classes here: the test itself has raised it.
    elif type(failure) is ToldError:
        run.told = failure.told
    elif type(failure) is NeedsGpuError:
        run.pending, run.message = True, str(failure)
    elif isinstance(failure, GraderError) and not _is_their_doing(failure):
        run.ungraded, run.message = True, str(failure)


def _is_their_doing(failure: BaseException | None) -> bool:
    """Return whether a grader's fault comes from a student's exception, or a lack of memory.

    If the referee's memory is full, that is because of what the player sent.
    """
    while failure is not None:
        short = isinstance(failure, OSError) and failure.errno == errno.ENOMEM
        if short or isinstance(failure, MemoryError) or student_error(failure):
            return True
        failure = failure.__cause__ or failure.__context__
    return False


def _stopped(failure: BaseException) -> Line | None:
    """Return the student's innermost line, if a test ended in an exception of their code."""
    raised = student_error(failure)
    frames = _CELLS.findall(raised.traceback) if raised else []
    return Line(int(frames[-1][0]), printable(frames[-1][1])[:_LINE]) if frames else None


@contextlib.contextmanager
def _noticed(failures: list[BaseException]) -> Iterator[None]:
    """Keep the exceptions that otter turns into messages, and the quotes at both ends of these.

    otter strips quotes because of KeyError, so "must be 'relu'" loses one of its two. For doctests
    Python's own runner makes the messages.
    """
    real = ExceptionTestFile._generate_error_message
    report = doctest.DocTestRunner.report_unexpected_exception

    def generate(self: ExceptionTestFile, error: Exception, context: int = 0) -> str:
        failures.append(error)
        text = str(error)
        message = str(real(self, error, context)).removesuffix(text.strip("'"))
        raised = student_error(error) if isinstance(error, KeyError) else None
        return message + (raised.text if raised else text)

    def reported(*given: object) -> None:
        failures.append(given[-1][1])  # type: ignore[index]
        report(*given)  # type: ignore[arg-type]

    ExceptionTestFile._generate_error_message = generate
    runner = doctest.DocTestRunner
    runner.report_unexpected_exception = reported  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ExceptionTestFile._generate_error_message = real
        runner.report_unexpected_exception = report  # type: ignore[method-assign]


def _explained(error: BaseException) -> str:
    """Return the traceback of a test's failure with its frames' values, without otter's frames."""
    shown = traceback.TracebackException(
        type(error), error, error.__traceback__, capture_locals=True, compact=True
    )
    waiting = [shown]
    while waiting:
        one = waiting.pop()
        one.stack[:] = [frame for frame in one.stack if OTTER not in frame.filename]
        for frame in one.stack:
            values = frame.locals or {}
            kept = {name: text for name, text in values.items() if not text.startswith("<module ")}
            frame.locals = kept
        waiting += [other for other in (one.__cause__, one.__context__) if other is not None]
    return "".join(shown.format())[-20_000:]
