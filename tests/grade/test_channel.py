"""Who sent a first word, whatever that word says."""

from __future__ import annotations

import os
import socket

import pytest

from torchgrade.grade.channel import Channel, pair, unexpected
from torchgrade.grade.wire import WireError

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
