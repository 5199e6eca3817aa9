"""Test cases that run inside the player, as plain otter runs them.

Some tests of plain otter need what only one process has: a student's class by its name, a context
manager, the source of a function, a patched `input`. Such a case runs in a copy of its question's
snapshot. The result is what that process reports, which the code under test could forge.
"""

from __future__ import annotations

from torchgrade.engine.protocol.channel import unexpected
from torchgrade.engine.protocol.job import Job
from torchgrade.engine.protocol.messages import Error, Judged, parse_message
from torchgrade.engine.protocol.reasons import Reason, Why, of_error
from torchgrade.engine.protocol.wire import WireError
from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.referee.cases.as_written import needs_the_players_names
from torchgrade.engine.referee.cases.case import CaseRun
from torchgrade.engine.referee.cases.case_source import code_of, request_for
from torchgrade.engine.referee.process import Process
from torchgrade.engine.referee.time_limit import TimeLimit, TimeUp

__all__ = ["is_inside", "may_go_inside", "run_case_inside"]


def may_go_inside(job: Job, test_file: TestFile) -> bool:
    """Return whether a question's case runs inside, or would if its operations were refused."""
    return job.is_unsettled or any(name == test_file.name for name, _ in job.inside or ())


def is_inside(job: Job, test_file: TestFile, index: int) -> bool:
    """Return whether a case runs inside from the start, as settled or because of its code."""
    if not job.is_unsettled:
        return (test_file.name, index) in (job.inside or ())
    return needs_the_players_names(code_of(test_file, index))


def run_case_inside(test_file: TestFile, index: int, process: Process, limit: TimeLimit) -> CaseRun:
    """Run case number `index` of an otter test file in one of the player's processes.

    Args:
        test_file: a test file of `otter.test_files`.
        index: the index of the case.
        process: a copy of the question's snapshot, used only for such cases.
        limit: the time limit.
    """
    run = CaseRun(inside=True)
    try:
        with limit:
            process.channel.send(request_for(test_file, index).parts())
            said = parse_message(process.channel.receive(unexpected).message, Judged, Error)
            limit.stop()
        if isinstance(said, Judged):
            run.passed, run.message = said.passed, said.text
        else:
            run.message, run.details = f"{said.name}: {said.text}", said.traceback
            run.unjudged = True
    except TimeUp as error:
        run.died, run.timed_out = str(error), bool(limit.exceeded)
    except (EOFError, OSError):
        run.died = Why(Reason.ENDED)
    except WireError as error:
        run.died = Why(of_error(error))
    if run.died:
        run.message = f"The code under test did not answer: {run.died}."
    return run
