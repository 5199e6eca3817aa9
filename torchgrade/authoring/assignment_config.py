"""Checks the assignment's configuration: unsupported settings, and those without effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torchgrade.authoring.outline import Outline
from torchgrade.bundle.otter_config import REFUSED
from torchgrade.course import SETTINGS, Lab

__all__ = ["DEFAULT_CONFIG", "check_config", "keys", "unhonoured", "without_effect"]

DEFAULT_CONFIG: dict[str, object] = {
    "init_cell": True,
    "check_all_cell": True,
    "show_question_points": True,
    "run_tests": False,
    "export_cell": {"pdf": False, "run_tests": False, "force_save": False},
    "tests": {"files": False, "ok_format": False},
    "generate": {"show_stdout": True, "show_hidden": False},
}
"""The configuration of an assignment whose author asks for nothing else."""

_POINTS = f"a lab is worth what its questions are (`points` in {SETTINGS})"

_NOT_IN_A_LAB = {"score_threshold": _POINTS, "points_possible": _POINTS, **REFUSED}
"""Settings of ``generate`` that would make a lab's scores differ from otter's."""

_IDLE = {
    "solutions_pdf": "no PDF is made; solutions/ has the notebook",
    "template_pdf": "no PDF is made",
    "python_version": "labs are graded by the Python that torchgrade runs on",
}
_IDLE_WHERE_GENERATED = {
    "pdf": "no PDF of a submission is made",
    "show_hidden": "results of hidden tests stay with staff",
}


def check_config(outline: Outline, lab: Lab) -> None:
    """Add problems of the assignment's configuration to those of ``outline``."""
    from otter.assign import Assignment

    cell = outline.config_cell
    if not cell:
        return
    keys(outline, cell, outline.config, Assignment, "the assignment")
    if outline.config.get("name", lab.name) != lab.name:
        outline.problem(cell, f"expected name: {lab.name}, found {outline.config['name']!r}")
    runs_on = outline.config.get("runs_on", "default")
    if runs_on != "default":
        # There the notebook is alone: otter only installs its own newest version.
        outline.problem(
            cell,
            f"expected no runs_on, found {runs_on!r}: the release's wheel, its pinned requirements "
            "and its files are not there. Leave it out, and have students unpack the release and "
            "run `%pip install -r requirements.txt` in its folder",
        )
    if outline.config.get("plugins"):
        outline.problem(
            cell,
            "expected no plugins, found some: they run inside of otter's own grading, and "
            "torchgrade grades in its stead. Leave them out",
        )
    _generate(outline, cell)
    for key in ("files", "autograder_files", "student_files", "requirements", "environment"):
        found = outline.config.get(key)
        if key == "requirements" and isinstance(found, list):  # packages
            continue
        for name in [found] if isinstance(found, str) else found or []:
            if not (lab.source / name).exists():
                outline.problem(
                    cell, f"expected the support file {name} of `{key}` in {lab.source}, found none"
                )


def keys(outline: Outline, cell: int, config: dict[str, Any], known: Any, whose: str) -> None:
    """Check keys and values with otter's own classes."""
    try:
        known(config, require_valid_keys=True)
    except Exception as error:
        # fica raises a bare KeyError, TypeError or ValueError, whose text names the key.
        outline.problem(cell, f"expected only keys that otter knows for {whose}, found: {error}")


def without_effect(outline: Outline) -> tuple[str, ...]:
    """Describe settings without effect: they change no score, but somebody has set them."""
    return tuple(
        f"{outline.where}, cell {outline.config_cell}: {key} has no effect, {why}"
        for config, idle in (
            (outline.config, _IDLE),
            (_generated(outline.config), _IDLE_WHERE_GENERATED),
        )
        for key, why in idle.items()
        if config.get(key)
    )


def unhonoured(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the settings below ``generate`` that a lab does not support: key -> why."""
    return {key: why for key, why in _NOT_IN_A_LAB.items() if _generated(config).get(key)}


def _generate(outline: Outline, cell: int) -> None:
    if outline.config.get("generate") is False:
        outline.problem(
            cell, "expected no `generate: false`, found it: otter makes no autograder then"
        )
    for key, why in unhonoured(outline.config).items():
        # A token is a secret: name it, but never show it.
        outline.problem(
            cell, f"expected no {key} below `generate`, found one, which can't be had: {why}"
        )


def _generated(config: Mapping[str, Any]) -> Mapping[str, Any]:
    found = config.get("generate")
    return found if isinstance(found, dict) else {}
