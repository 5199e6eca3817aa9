"""Each command of ours that a page shows is one that there is, with options that it has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from torchgrade.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((ROOT / "docs").glob("**/*.md")),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "containers").iterdir()),
]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(
    r"^(?:    |#   |\$ |.*run: |\s*entry: )(torchgrade [a-z].*(?:\\\n.*)*)$"
    r"|`(torchgrade [a-z][^`]*)`",
    re.MULTILINE,
)


def shown() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text("utf-8")
        fenced = "\n".join(FENCE.findall(text))
        for found in LINE.findall(f"{text}\n{fenced.replace(chr(10), chr(10) + '    ')}"):
            line = re.sub(r"\\\n\s*", " ", found[0] or found[1])
            command = re.split(r"\s+# |\s{3,}| \||;| && ", line)[0]
            yield page.relative_to(ROOT).as_posix(), command


COMMANDS = sorted(set(shown()))
TREE = typer.main.get_command(app)


def wrong_with(line: str) -> str:
    """What is wrong with a command; empty if nothing is. Words in capitals stand for anything."""
    command: Any = TREE
    _, *words = shlex.split(line)
    while words and hasattr(command, "commands"):
        name = words.pop(0)
        if name not in command.commands:
            return f"there is no command {name}"
        command = command.commands[name]
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    options |= {"--help", "-h"}
    for word in words:
        for option in word.split("|") if word.startswith("-") else ():
            if option.startswith("-") and option.partition("=")[0] not in options:
                return f"{command.name} has no option {option}"
    return ""


def test_there_are_many() -> None:
    assert len(COMMANDS) > 150


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{p}: {one}" for p, one in COMMANDS])
def test_a_command_is_one_that_there_is(page: str, line: str) -> None:
    assert wrong_with(line) == ""


def test_faults_are_found() -> None:
    assert wrong_with("torchgrade buidl") == "there is no command buidl"
    assert wrong_with("torchgrade build --chekc") == "build has no option --chekc"
