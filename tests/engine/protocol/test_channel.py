"""Whole frames in, however they come; and who sent a first word, whatever that word says."""

from __future__ import annotations

import os
import socket
import threading
import time

import pytest
import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.channel import Channel, pair, unexpected
from torchgrade.engine.protocol.wire import Encoder, OversizedError, WireError

needs_credentials = pytest.mark.skipif(
    not hasattr(socket, "SO_PASSCRED"), reason="no kernel that vouches for who sends"
)


@needs_credentials
def test_the_kernel_names_the_sender_however_early_it_speaks():
    """A word that lies in the socket before anybody waits for it has its sender's number."""
    mine, theirs = pair()
    with mine, theirs:
        channel = Channel(mine)
        channel.ask_for_pid()
        child = os.fork()
        if child == 0:
            Channel(theirs).send(["ready", 1])
            os._exit(0)
        os.waitpid(child, 0)
        decoder, pid = channel.receive_with_pid(unexpected)
        assert (decoder.message, pid) == (["ready", 1], child)


@needs_credentials
def test_a_sender_that_no_kernel_vouched_for_is_refused():
    """What was sent before the kernel was asked says nothing about who sent it."""
    mine, theirs = pair()
    with mine, theirs:
        Channel(theirs).send(["ready", 1])
        with pytest.raises(WireError, match="nobody knows"):
            Channel(mine).receive_with_pid(unexpected)


def test_a_frame_that_leaves_no_memory_to_be_read_is_its_senders_doing(monkeypatch):
    """Any other error would be the referee's, and the submission stay ungraded."""

    def decoder(*_):
        raise MemoryError

    monkeypatch.setattr(wire, "Decoder", decoder)
    mine, theirs = pair()
    with mine, theirs:
        Channel(theirs).send(["it"])
        with pytest.raises(OversizedError):
            Channel(mine).receive(unexpected)


def test_frames_that_come_together_are_taken_one_by_one():
    mine, theirs = pair()
    with mine, theirs:
        for number in range(3):
            Channel(theirs).send(["it", number])
        channel = Channel(mine)
        assert [channel.receive(unexpected).message for _ in range(3)] == [
            ["it", number] for number in range(3)
        ]
        theirs.close()
        with pytest.raises(EOFError):
            channel.receive(unexpected)


def test_a_descriptor_is_that_of_the_frame_it_was_sent_with():
    mine, theirs = pair()
    with mine, theirs, open(os.devnull) as one, open(os.devnull) as other:
        sender = Channel(theirs)
        sender.send(["plain"])
        sender.send(["first"], fd=one.fileno())
        sender.send(["second"], fd=other.fileno())
        sender.send(["plain"])
        channel = Channel(mine)
        got = [channel.receive_with_fd(unexpected) for _ in range(4)]
        assert [decoder.message for decoder, _ in got] == [
            ["plain"],
            ["first"],
            ["second"],
            ["plain"],
        ]
        assert [fd is not None for _, fd in got] == [False, True, True, False]
        for _, fd in got:
            if fd is not None:
                os.close(fd)


@pytest.mark.parametrize("size", [0, 100, 2**14, 2**20])
def test_a_frame_may_come_in_pieces(size: int):
    """Of one byte at first, then of more: wherever it is cut, it is whole in the end."""
    value = torch.arange(size, dtype=torch.float64)
    encoder = Encoder(lambda *_: pytest.fail("nothing special"))
    frame = b"".join(bytes(part) for part in wire.pack(["it", encoder.node(value)], encoder))
    mine, theirs = pair()
    with mine, theirs:

        def send() -> None:
            at, step = 0, 1
            while at < len(frame):
                theirs.sendall(frame[at : at + step])
                at, step = at + step, step * 2
                time.sleep(0.002)

        sender = threading.Thread(target=send)
        sender.start()
        decoder = Channel(mine).receive(unexpected)
        sender.join()
        assert torch.equal(decoder.value(decoder.message[1]), value)
