"""Nobody else can use a cluster of this machine; its scheduler says which workers there are."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import warnings
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

import dask
import distributed
from distributed.comm import connect

from torchgrade.cluster import Where
from torchgrade.cluster.link import connected


def test_a_cluster_of_this_machine_takes_no_orders_of_others_on_it() -> None:
    """Its ports are open to every account; who can send a task runs code as the grader."""
    with connected(Where("local", workers=1), 1) as link:
        link.client.wait_for_workers(1, timeout=120)
        assert link.client.submit(sum, [1, 2]).result(timeout=60) == 3
        [worker] = link.seen() or {}
        for address in (link.client.scheduler.address, worker):
            place = address.partition("://")[2]
            for scheme, security in (
                ("tcp", distributed.Security()),
                ("tls", distributed.Security()),
                ("tls", distributed.Security.temporary()),
            ):
                # Not a client of Dask's: one that could not connect may block the next one.
                arguments = security.get_connection_args("client")
                with pytest.raises((OSError, TypeError)):
                    asyncio.run(connect(f"{scheme}://{place}", timeout=3, **arguments))


def test_no_worker_seems_gone_while_the_client_counts_them(cluster: Any) -> None:
    """Dask's client asks for all but the workers every two seconds, and keeps the last answer.

    Taken from there, an answer without workers may stand for one with them: all seem to be gone.
    """
    often = {"distributed.client.scheduler-info-interval": "1ms"}
    where = Where("address", address=cluster.scheduler_address)
    with dask.config.set(often), connected(where, 1) as link:
        counts = {len(link.seen() or ()) for _ in range(400)}
    assert counts == {1}


def test_a_cluster_of_this_machine_says_nothing_of_a_port_that_another_has() -> None:
    with socket.socket() as taken, warnings.catch_warnings():
        warnings.simplefilter("error")
        with contextlib.suppress(OSError):  # another has it already
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        with connected(Where("local", options={"processes": False}), 1):
            pass
