"""Makes the reference page of verify's rules from their docstrings.

``python -m torchgrade.verify.reference > docs/rules.md`` writes it; a test compares the two.
"""

from __future__ import annotations

import inspect
from typing import get_args

from torchgrade.verify.finding import Gate, Rule
from torchgrade.verify.rules import all_rules

__all__ = ["reference"]

_HEAD = """\
# Rules of `torchgrade verify`

An *error* closes its gate; a *warning* is for the author to read. This page is made from the
docstrings of the rules: `python -m torchgrade.verify.reference > docs/rules.md`.

`--select` and `--ignore` take a rule by its name or its number: `torchgrade verify --ignore
magic-tolerance`. A finding that is to stand is silenced in `silenced.toml`, beside the source
notebook, with a reason:

```toml
[[finding]]
rule = "magic-tolerance"
question = "q3_forward"                 # may be left out: in all questions
place = "test_values"                   # may be left out: at all places of the question
reason = "the table in the text has three digits"
```

Reports show what is silenced, with the reason; it closes no gate. V100 and V101 can't be silenced,
as nothing else is looked at then. Other packages can [add rules](plugins.md).

**V100** `lab-does-not-build` (error): the lab does not build; the message is that of `torchgrade
build`.
"""


def reference() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for gate in get_args(Gate):
        parts.append(f"## {gate.capitalize()}\n")
        parts += [_entry(rule) for rule in all_rules(plugins=False) if rule.gate == gate]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    text = inspect.getdoc(type(rule)) or ""
    return (
        f"**{rule.code}** `{rule.slug}` ({rule.severity}): {text}\n\n*What to do:* {rule.advice}\n"
    )


if __name__ == "__main__":
    print(reference(), end="")
