"""Dask loads this into workers that run beside the command: Ctrl-C is for the command alone.

A terminal sends it to all; the command then ends them, and what they run.
"""

from __future__ import annotations

import signal

__all__ = ["dask_setup"]


def dask_setup(worker: object) -> None:
    """Called by Dask as a worker starts, in its main thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
