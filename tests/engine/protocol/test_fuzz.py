"""Whatever bytes a player sends, the referee's end of the line raises WireError or EOFError.

`TORCHGRADE_FUZZ` says how many frames are tried (`make fuzz`: a million), `TORCHGRADE_FUZZ_SEED`
with which seed.
"""

from __future__ import annotations

import gc
import signal
import socket
from collections import Counter
from typing import Any

import psutil
import pytest
import torch

from tests.engine.protocol.fuzzer import FRAMES, MAX_FRAME, SEED, Fuzzer
from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.channel import Channel, pair
from torchgrade.engine.protocol.wire import Decoder, Encoder, WireError

SECONDS_A_FRAME = 15  # no frame may take as long as a decoder's own limit and a bit
GROWTH = 64 * 2**20  # bytes that allocators may keep; 20,000 lost frames would be far more


def special(decoder: Decoder, fields: list[Any]) -> Any:
    """Rebuild special values as carefully as the referee does."""
    if len(fields) != 2 or fields[0] != "plain":
        raise WireError("not a handle")
    return decoder.value(fields[1], 1)


def receive(data: bytes) -> str:
    """Send bytes through a real socket, take them for a message, and say what became of them."""
    mine, theirs = pair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * MAX_FRAME)
    with mine, theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        try:
            decoder = Channel(mine).receive(special)
            for node in decoder.message:
                decoder.value(node)
        except WireError:
            return "refused"
        except EOFError:
            return "ended"
    return "understood"


def run(frames: int, fuzzer: Fuzzer) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for _ in range(frames):
        data = fuzzer.frame()
        signal.alarm(SECONDS_A_FRAME)
        try:
            outcomes[receive(data)] += 1
        except BaseException as error:
            pytest.fail(f"{type(error).__name__}: {error}, of the frame {data!r}", pytrace=True)
    signal.alarm(0)
    return outcomes


@pytest.mark.filterwarnings("default")
def test_no_frame_crashes_or_holds_up_the_referee_or_makes_it_grow() -> None:
    def hung(*_: Any) -> None:
        raise TimeoutError("a frame was not dealt with in time")

    before = signal.signal(signal.SIGALRM, hung)
    try:
        run(min(FRAMES, 2000), Fuzzer(SEED + 1))  # allocators and caches find their sizes
        gc.collect()
        size = psutil.Process().memory_info().rss
        outcomes = run(FRAMES, Fuzzer(SEED))
        gc.collect()
        grown = psutil.Process().memory_info().rss - size
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert grown < GROWTH, f"grew by {grown / 2**20:.0f} MB"
    assert all(outcomes[kind] > FRAMES / 50 for kind in ("refused", "ended", "understood")), (
        outcomes
    )


def test_a_frame_in_small_pieces_is_one_frame() -> None:
    mine, theirs = pair()
    with mine, theirs:
        encoder = Encoder(lambda e, v: [])
        data = b"".join(wire.pack([encoder.node([torch.ones(3), "x" * 600])], encoder))
        for at in range(0, len(data), 7):
            theirs.send(data[at : at + 7])
        decoder = Channel(mine).receive(special)
        assert decoder.value(decoder.message[0])[1] == "x" * 600
