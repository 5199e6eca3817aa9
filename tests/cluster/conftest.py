"""One cluster for all tests of a worker: its engine takes seconds to warm up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A worker with two threads, in a process of its own; `Machines` has several workers."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is missing")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0", silence_logs=40
    ) as running:
        yield running
