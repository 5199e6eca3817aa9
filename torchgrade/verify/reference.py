"""The reference page of verify's rules, from their docstrings.

``python -m torchgrade.verify.reference > docs/rules.md`` writes it; a test compares the two.
"""

from __future__ import annotations

import inspect
from typing import get_args

from torchgrade.verify.finding import Gate, Rule
from torchgrade.verify.rules import RULES

__all__ = ["reference"]

_HEAD = """\
# Rules of `torchgrade verify`

An *error* closes its gate; a *warning* is for the author to read. This page is made from the
docstrings of the rules: `python -m torchgrade.verify.reference > docs/rules.md`.

**V100** (error): the lab does not build; the message is that of `torchgrade build`.
"""


def reference() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for gate in get_args(Gate):
        parts.append(f"## {gate.capitalize()}\n")
        parts += [_entry(rule) for rule in RULES if rule.gate == gate]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    text = inspect.getdoc(type(rule)) or ""
    return f"**{rule.code}** ({rule.severity}): {text}\n\n*What to do:* {rule.advice}\n"


if __name__ == "__main__":
    print(reference(), end="")
