"""One cluster for all tests of a worker: its engines take seconds to warm up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """Two workers with one thread each, in processes of their own."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is missing")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=40
    ) as running:
        yield running
