"""Which workers there are is asked of the scheduler, whatever else its client is asking."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

import dask

from torchgrade.cluster import Where
from torchgrade.cluster.link import connected


def test_no_worker_seems_gone_while_the_client_counts_them(cluster: Any) -> None:
    """Dask's client asks for all but the workers every two seconds, and keeps the last answer.

    Taken from there, an answer without workers may stand for one with them: all seem to be gone.
    """
    often = {"distributed.client.scheduler-info-interval": "1ms"}
    where = Where("address", address=cluster.scheduler_address)
    with dask.config.set(often), connected(where, 1) as link:
        counts = {len(link.seen() or ()) for _ in range(400)}
    assert counts == {2}
