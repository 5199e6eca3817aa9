"""Records between the grader's own processes, and requests to a player: strict, with a name."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from torchgrade.engine.protocol import requests
from torchgrade.engine.protocol.job import Cell, Go, Job, Variant, WorkerSpec
from torchgrade.engine.protocol.lines import decode, encode, read_lines, send_line
from torchgrade.engine.protocol.messages import Message, parse_message
from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.engine.protocol.report import ENDINGS, At, CaseOutcome, CellError, Lost, Shown
from torchgrade.engine.protocol.wire_errors import WireError
from torchgrade.errors import GraderError
from torchgrade.records import CellOutput

JOB = Job(
    bundle="/bundle",
    digest="00",
    key="s",
    seeds={"q1": "s"},
    cells=(Cell(0, "import otter"), Cell(3, "text = '\ud83d'")),
    seconds=60,
    cell_seconds=0.5,
    case_seconds=1,
    memory=2**30,
    imports={"np": "numpy"},
    stuck=("q1", 0),
    variants=(Variant(3, "pass", "seed"),),
)
SHOWN = Shown(
    questions={"q1": (CaseOutcome(True, "yes"), None, CaseOutcome(None, "later", gpu=True))},
    errors=(CellError(1, "ValueError: \udc00", "...", note="It raised an error."),),
    outputs=(CellOutput(1, "half of a pair: \ud83d"),),
    seconds=((1, 0.25), (2, float("inf"))),
    notes=("one",),
)


@pytest.mark.parametrize("record", [JOB, SHOWN, Go(), At(question="q1", index=2)])
def test_a_record_comes_as_it_was_sent(record: Any) -> None:
    one, other = socket.socketpair()
    with other:
        with one:
            send_line(one, record)
            send_line(one, Go())
        assert list(read_lines(other, type(record), Go)) == [record, Go()]


def test_a_line_that_was_not_ended_is_none() -> None:
    one, other = socket.socketpair()
    with other:
        with one:
            one.sendall(encode(Go()) + b"\n" + encode(Go()))
        assert list(read_lines(other, Go)) == [Go()]


def test_a_reason_is_a_text() -> None:
    ended = Lost(why=Why(Reason.LATE, 3))
    assert decode(encode(ended), *ENDINGS) == Lost(why="it did not end within 3 s")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"memory": "much"}, "Expected `int`, got `str` - at `$.memory`"),
        ({"cells": [[1, 2]]}, "Expected `str`, got `int` - at `$.cells[0][1]`"),
        ({"order": "sideways"}, "Invalid enum value 'sideways' - at `$.order`"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"kind": "graded"}, "Invalid value 'graded' - at `$.kind`"),
    ],
)
def test_what_is_wrong_in_a_record_is_named(change: dict[str, object], said: str) -> None:
    content = json.loads(encode(JOB)) | change
    with pytest.raises(GraderError, match="no Job or Go") as caught:
        decode(json.dumps(content).encode(), Job, Go)
    assert said in str(caught.value)


def test_what_is_missing_in_a_record_is_named() -> None:
    with pytest.raises(GraderError, match="missing required field `folder`"):
        decode(b'{"slot": 1, "uid": null, "seed": 1, "threads": 1}', WorkerSpec)
    with pytest.raises(GraderError, match="no WorkerSpec"):
        decode(b"{half", WorkerSpec)


REQUESTS = [
    requests.RunCell("1 + 1", None),
    requests.Fork(),
    requests.AskNames(["f", "g"], True),
    requests.Do("call", [1, [30, "object", 3]], [4], [requests.Leaf([9], True)]),
    requests.Do(
        "call",
        None,
        None,
        [],
        requests.CallContext(
            False,
            "float64",
            (requests.Seed("numpy", 1),),
            {"precision": 3},
            release=(requests.Release(1, 2),),
        ),
    ),
    requests.Vjp(1, [None, [9]], False),
    requests.Returned([1, 2]),
    requests.Raised("ValueError", "no"),
    requests.Shared(1, [True], [requests.Change("weight", [9])]),
    requests.Parameter(1, [9], True, None),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_comes_as_it_was_sent(request_: Message) -> None:
    plain = json.loads(json.dumps(request_.parts()))
    assert parse_message(plain, requests.Stay, type(request_)) == request_


def test_what_is_wrong_in_a_request_is_named() -> None:
    parts = requests.Do("call", None, None, [], requests.CallContext()).parts()
    parts[5][0] = 3
    with pytest.raises(WireError, match=r"do: Expected `bool`, got `int` - at `\$\[5\]\[0\]`"):
        parse_message(parts, requests.Do)
    with pytest.raises(WireError, match="no message that is expected here"):
        parse_message(parts, requests.Vjp)
