"""The reference has all that there is: commands with their options, checks, plug-in points."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tools.site.api import checks_page, notebooks_page, plugin_points_page
from tools.site.commands import commands_page, named_commands
from tools.site.docstrings import entry, read_docstring
from torchgrade import checks, datasets, student
from torchgrade.plugins import PluginError


def sections(page: str) -> dict[str, str]:
    """The sections of the second and third level: the code in the heading -> the text."""
    parts = re.split(r"^##+ `([^`]+)`.*$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_option_of_every_command_is_there_with_its_help() -> None:
    found = sections(commands_page())
    named = dict(named_commands())
    assert found.keys() == named.keys() >= {"torchgrade grade", "torchgrade import otter"}
    for name, command in named.items():
        for param in command.params:
            if not param.hidden and param.param_type_name == "option":
                [row] = re.findall(rf"^\| `{param.opts[0]}`.*$", found[name], re.MULTILINE)
                assert param.help.split()[0] in row, "each option says what it is for"


def test_what_may_be_repeated_or_is_required_says_so() -> None:
    grade, verify = (
        sections(commands_page())[f"torchgrade {name}"] for name in ("grade", "verify")
    )
    assert re.search(r"^\| `--out` PATH \| .* \| required \|$", grade, re.MULTILINE)
    assert re.search(r"^\| `--select` TEXT, may be repeated \|", verify, re.MULTILINE)


def test_every_check_is_there_with_its_signature() -> None:
    found = sections(checks_page())
    assert found.keys() == set(checks.__all__)
    assert "checks.probabilities(" in found["probabilities"]
    assert "`dim`: " in found["probabilities"]


def test_what_notebooks_use_and_plugins_subclass_is_there() -> None:
    assert {"Training", "needs", "load", "save_weights", "device"} <= sections(
        notebooks_page()
    ).keys()
    assert set(student.__all__) - {"load_ipython_extension"} <= sections(notebooks_page()).keys()
    assert {"Rule", "Operator", "CarriedDataset", "Survey"} <= sections(plugin_points_page()).keys()


def sample(x: int, *, long: str = "a value that is long", other: str = "and more") -> Iterator[int]:
    """Yield ``x``.

        kept = as_code(x)

    Args:
        x: a number
            of two lines.

    Raises:
        ValueError: it is none.

    Example:
        >>> list(sample(1))
        [1]

    False-failure rate: none.
    """
    yield x


def test_a_docstring_is_taken_apart() -> None:
    found = read_docstring(sample)
    assert found.words == "Yield `x`.\n\n    kept = as_code(x)\n\nFalse-failure rate: none."
    assert found.sections["Args"] == [("x", "a number of two lines.")]
    assert found.example == ">>> list(sample(1))\n[1]"
    assert "    long: str = 'a value that is long',\n" in entry("sample", sample)
    assert "- `ValueError`: it is none.\n" in entry("sample", sample)


def test_what_is_returned_is_prose_with_a_list_below_it() -> None:
    """A line of prose that has a colon is not taken for a name."""
    assert '**Returns** One dict for each run of a leaf:\n\n- "name": ' in entry("l", checks.layers)
    assert "**Returns** The same tensor, with its graph, " in entry("tensor", checks.tensor)
    assert "- `images`: uint8" in entry("pixels", datasets.pixels)


def test_a_context_manager_is_shown_as_one() -> None:
    assert "with student.one_thread(): ...\n" in entry("one_thread", student.one_thread, "student.")


def test_nothing_private_and_no_role_of_sphinx_is_left() -> None:
    for page in (checks_page(), notebooks_page(), plugin_points_page()):
        assert re.findall(r":(?:class|func|meth|mod):`|[ \[]_[A-Z]", page) == []


@pytest.mark.parametrize("thing", [checks.Watched, PluginError])
def test_a_class_has_an_entry(thing: type) -> None:
    assert f"### `{thing.__name__}`" in entry(thing.__name__, thing)
