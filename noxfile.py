"""The quick tests on every supported Python that is there: `nox`, or one: `nox -s quick-3.12`.

Quick means without the tests that are marked as slow, and without those of whole rooms that are no
matter of Python's version: attacks, chaos, parity with otter's records, nbgrader's commands, labs.
"""

from __future__ import annotations

import os

import nox

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
LEFT_OUT = ("redteam", "chaos", "parity", "nbgrader", "labs")

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
def quick(session: nox.Session) -> None:
    """Install the package with all that developing it takes, and run the quick tests."""
    pip = ("--disable-pip-version-check", "-c", "constraints.txt")
    if index := os.environ.get("TORCH_INDEX"):  # PyTorch's own of CPU-only builds, say
        session.install(*pip, "--index-url", index, "torch", "torchvision")
    session.install(*pip, "-e", ".[dev]")
    ignored = [f"--ignore=tests/{room}" for room in LEFT_OUT]
    session.run("pytest", "-n", "auto", "--dist", "worksteal", *ignored, *session.posargs)
