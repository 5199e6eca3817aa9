"""A Dask preload for workers on the command's machine: they ignore Ctrl-C.

A terminal sends it to all processes, but the command itself ends workers and what they run.
"""

from __future__ import annotations

import signal

__all__ = ["dask_setup"]


def dask_setup(worker: object) -> None:
    """Called by Dask as a worker starts, in its main thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
