"""Choose the engine."""

from __future__ import annotations

import os
from collections.abc import Sequence

from torchgrade.engine.engine import Engine
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine, Walls
from torchgrade.errors import AuthorError, GraderError

__all__ = ["new_engine"]


def new_engine(
    name: str = "isolated",
    *,
    require_isolation: bool = False,
    walls: Walls = "required",
    explain: Sequence[str] = (),
) -> Engine:
    """Make the engine with this name.

    Args:
        name: "isolated", or "otter", which trusts the student's kernel and serves for comparison.
        explain: questions whose failing tests are recorded with the values in them, for staff.
        require_isolation: refuse to grade if a layer of the sandbox is missing.
        walls: what to do if a submission's code could open closed files: "required" refuses to
            grade, "wanted" records it in the grade, "unneeded" (for an author's own work) ignores
            it.

    Raises:
        AuthorError: there is no such engine, or it does not isolate and should.
        GraderError: this platform can't run it.
    """
    if name == "isolated":
        if not hasattr(os, "fork"):
            raise GraderError(
                "the isolated engine forks processes, which this platform can't: grade on Linux or "
                "macOS, or with --engine otter, which protects nothing from a submission"
            )
        return IsolatedEngine(require_isolation=require_isolation, walls=walls, explain=explain)
    if name != "otter":
        raise AuthorError(f"unknown engine {name!r}: expected isolated or otter")
    if require_isolation:
        raise AuthorError("--require-isolation needs the isolated engine: otter's isolates nothing")
    return OtterEngine()
