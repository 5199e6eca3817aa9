"""Makes the reference of the command: all sub-commands with arguments and options, from Typer."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from torchgrade.cli import app

__all__ = ["commands_page", "named_commands"]

_HEAD = """\
# Commands

Made from the commands themselves; `torchgrade COMMAND --help` says the same in a terminal. Run
them in your course, the folder that holds `source/`, or name it with `--course`.

| command | what it does |
|---|---|
"""

_WORDS = {"bool": "", "str": "TEXT", "int": "NUMBER", "float": "NUMBER", "Path": "PATH"}


def named_commands() -> Iterator[tuple[str, Any]]:
    """Yield each sub-command that is not a group: ``torchgrade build``, the command."""

    def below(group: Any, name: str) -> Iterator[tuple[str, Any]]:
        for key, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from below(command, f"{name} {key}")
            elif not command.hidden:
                yield f"{name} {key}", command

    yield from sorted(below(typer.main.get_command(app), "torchgrade"), key=lambda one: one[0])


def commands_page() -> str:
    """Return the page as Markdown."""
    found = list(named_commands())
    text = _HEAD
    for name, command in found:
        text += f"| [`{name}`](#{_anchor(name)}) | {_cell(_paragraphs(command.help)[0])} |\n"
    text += f"\n## Exit codes\n\n{_exit_codes()}\n"
    return text + "".join(_entry(name, command) for name, command in found)


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _exit_codes() -> str:
    """Return the end of --help as a list."""
    words = " ".join((app.info.epilog or "").split()).removeprefix("Exit codes: ").rstrip(".")
    codes = re.split(r"; (?=\d+ )", words)
    return "".join(re.sub(r"^(\d+) (.*)", r"- **\1**: \2.\n", code) for code in codes)


def _entry(name: str, command: Any) -> str:
    """Return the section of a command."""
    shown = [param for param in command.params if not param.hidden]
    arguments = [param for param in shown if param.param_type_name == "argument"]
    options = [param for param in shown if param.param_type_name == "option"]
    usage = [name, *map(_placeholder, arguments), *["[OPTIONS]"][: len(options)]]
    text = f"\n## `{name}` {{#{_anchor(name)}}}\n\n    {' '.join(usage)}\n\n"
    text += "\n\n".join(_shown(part) for part in _paragraphs(command.help)) + "\n"
    hints = typing.get_type_hints(command.callback)
    if arguments:
        text += "\n| argument | what it is |\n|---|---|\n"
        text += "".join(f"| `{_placeholder(one)}` | {_cell(one.help)} |\n" for one in arguments)
    if options:
        text += "\n| option | what it does | default |\n|---|---|---|\n"
        for one in options:
            default = "required" if one.required else _default(one.default)
            text += f"| {_names(one, hints.get(one.name))} | {_cell(one.help)} | {default} |\n"
    return text


def _paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text or "")]


def _shown(paragraph: str) -> str:
    """Return a paragraph of help, with an example as code."""
    if paragraph.startswith("Example: "):
        return "    " + paragraph.removeprefix("Example: ")
    return paragraph.replace("<", "&lt;")


def _placeholder(param: Any) -> str:
    name = param.name.upper() + ("..." if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _names(param: Any, hint: Any) -> str:
    """Return the names of an option, with the type of its value."""
    kind = _kind(hint)
    names = ", ".join(f"`{name}`" for name in [*param.opts, *param.secondary_opts])
    return f"{names} {kind}".strip()


def _kind(hint: Any) -> str:
    """Return the word for a type of values: empty for a switch, "(may be repeated)" for a list."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _kind(next(one for one in arguments if one is not type(None)))
    if typing.get_origin(hint) is list:
        return f"{_kind(arguments[0])}, may be repeated"
    return _WORDS.get(getattr(hint, "__name__", ""), "")


def _default(value: Any) -> str:
    """Return a default as a user would write it."""
    if value is None or value in ("", [], ()) or isinstance(value, bool):
        return ""
    return f"`{value.as_posix() if isinstance(value, Path) else value}`"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")
