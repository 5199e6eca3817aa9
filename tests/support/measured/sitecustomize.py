"""Starts coverage.py in every process below `make coverage`, which puts this folder on PYTHONPATH.

A fork server's environment holds no more than it needs, so coverage.py's own variables don't get
there. What can't write into the folder of the data, as a player, is not measured.
"""

import os
from pathlib import Path

import coverage

_ROOT = Path(__file__).parents[3]

os.environ["COVERAGE_PROCESS_START"] = str(_ROOT / "pyproject.toml")
os.environ["COVERAGE_FILE"] = str(_ROOT / ".measured" / "data")
coverage.process_startup()
