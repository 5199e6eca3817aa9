"""Makes the reference of what labs, notebooks and plug-ins use, from docstrings."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import torchgrade
import torchgrade.datasets
import torchgrade.grade
import torchgrade.records
import torchgrade.statements
import torchgrade.student
import torchgrade.verify
import torchgrade.weights
from tools.site.docstrings import entry, read_docstring
from torchgrade import checks

__all__ = ["GROUPS", "checks_page", "notebooks_page", "plugin_points_page"]

GROUPS = {
    "Values": ("values", "equality", "scalars", "battery.choices", "battery.outcomes"),
    "For any question": ("battery", "calls"),
    "Gradients": ("derivatives",),
    "Dropout": ("dropout", "masks"),
    "Models": ("models", "probes"),
    "The machine, and chance": ("gpu", "random"),
}
"""A heading on the page of checks -> modules of `torchgrade.checks` whose names are under it."""

_CHECKS = """\
# Checks

A lab's tests call checks: each passes, or raises AssertionError with advice for the student, which
never shows a hidden value. `what` names the value in messages, `hint` adds advice on where to look.
[A battery for any question](../labs.md#a-battery-for-any-question) says which to use when;
[plug-ins](../plugins.md#a-check) add more. A mistake in the test itself raises AuthorError instead.

    from torchgrade import checks
"""

_NOTEBOOKS = """\
# What notebooks use

Given cells, support files and tests can use these. [What given cells can
use](../labs.md#what-given-cells-can-use) has examples.
"""

_FOR_GRADERS = {"evaluation_files", "named_in", "training_files"}
"""Names of `torchgrade.datasets` that builds and grading use, and notebooks do not."""

_POINTS = """\
# Plug-in points

The classes that your package subclasses, or gets. [Extend torchgrade](../plugins.md) has an example
of each, which a test installs.
"""


def checks_page() -> str:
    """Return the reference of `torchgrade.checks` as Markdown, a section for each group."""
    groups: dict[str, list[str]] = {title: [] for title in GROUPS}
    for name in sorted(checks.__all__, key=str.lower):
        groups[_group(getattr(checks, name))].append(name)
    text = _CHECKS + "\n| | |\n|---|---|\n"
    for title, names in groups.items():
        links = " ".join(f"[`{name}`](#{name.lower()})" for name in names)
        text += f"| {title} | {links} |\n"
    for title, names in groups.items():
        text += f"\n## {title}\n"
        text += "".join(entry(name, getattr(checks, name), "checks.") for name in names)
    return text


def _group(check: Any) -> str:
    """Return the heading for a check: that of its module's longest matching name."""
    module = check.__module__.removeprefix("torchgrade.checks.")
    names = {name: title for title, modules in GROUPS.items() for name in modules}
    return names[max((one for one in names if module.startswith(one)), key=len)]


def notebooks_page() -> str:
    """Return the reference of what notebooks use besides checks."""
    return _NOTEBOOKS + "".join(
        [
            _module(torchgrade.student, leave_out={"load_ipython_extension"}),
            _module(torchgrade.datasets, leave_out=_FOR_GRADERS),
            _module(torchgrade.weights),
            _module(torchgrade.statements),
            "\n## `torchgrade`\n",
            entry("device", torchgrade.device, "torchgrade."),
        ]
    )


def plugin_points_page() -> str:
    """Return the reference of what plug-ins subclass, and of what they get."""
    text = _POINTS
    for title, module, names in (
        ("Rules and mutation operators", torchgrade.verify, "Rule Finding Proof Operator"),
        ("Data sets", torchgrade.datasets, "CarriedDataset Pictures"),
        ("Writers", torchgrade.records, "Batch Grade QuestionGrade CaseGrade Manifest"),
        ("Discoverers", torchgrade.grade, "Folder Survey Found Submission"),
    ):
        text += f"\n## {title}\n"
        for name in names.split():
            thing = getattr(module, name)
            text += entry(name, thing, f"{module.__name__}.") + _methods(thing)
    return text


def _module(module: ModuleType, leave_out: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    text = f"\n## `{module.__name__}`\n\n{read_docstring(module).words.splitlines()[0]}\n"
    for name in module.__all__:
        thing = getattr(module, name)
        if callable(thing) and name not in leave_out:
            text += entry(name, thing, f"{module.__name__.rpartition('.')[2]}.") + _methods(thing)
    return text


def _methods(thing: Any) -> str:
    """Return the public methods that a class itself defines, one per line."""
    if not isinstance(thing, type):
        return ""
    found = []
    for name, method in vars(thing).items():
        if not name.startswith("_") and callable(method) and method.__doc__:
            found.append(f"- `{name}`: {read_docstring(method).words.splitlines()[0]}\n")
    return f"\n**Methods**\n\n{''.join(found)}" if found else ""
