"""Converts Google-style docstrings to Markdown: text, arguments, results, errors, an example."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Docstring", "entry", "read_docstring"]

_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Example):")


@dataclass
class Docstring:
    """A parsed docstring; a section's items are ``name: text``, or only text."""

    words: str = ""
    sections: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    example: str = ""


def read_docstring(thing: Any) -> Docstring:
    """Parse the docstring of a function or class."""
    found, section, parts = Docstring(), "", [""]
    lines: dict[str, list[str]] = {}
    for line in (inspect.getdoc(thing) or "").splitlines():
        if head := _SECTION.fullmatch(line):
            section = head[1]
            lines[section] = []
        elif section and (line.startswith("    ") or not line.strip()):
            lines[section].append(line[4:])
        else:
            section = ""
            parts.append(line)
    found.words = _markdown("\n".join(parts).strip())
    found.example = "\n".join(lines.pop("Example", [])).strip()
    for name, text in lines.items():
        found.sections[name] = _items(text)
    return found


def _items(lines: list[str]) -> list[tuple[str, str]]:
    """Join continued lines, and split off the names."""
    items: list[list[str]] = []
    for line in lines:
        if items and line.startswith(" "):
            items[-1].append(line.strip())
        elif line.strip():
            items.append([line.strip()])
    found = []
    for item in items:
        name, colon, words = " ".join(item).partition(": ")
        named = bool(colon) and re.fullmatch(r"[\w.*]+(, [\w.*]+)*", name)
        found.append((name, words) if named else ("", " ".join(item)))
    return found


def _markdown(text: str) -> str:
    """Return a docstring's text with Markdown's code spans, without Sphinx's roles."""
    return re.sub(r":\w+:(`[^`]+`)", r"\1", text.replace("``", "`"))


def entry(name: str, thing: Any, prefix: str = "", level: int = 3) -> str:
    """Return the reference of a function or class, with its signature, as Markdown."""
    found = read_docstring(thing)
    text = f"\n{'#' * level} `{name}` {{#{name.lower()}}}\n\n"
    text += f"```python\n{_signature(f'{prefix}{name}', thing)}\n```\n\n{found.words}\n"
    for section, items in found.sections.items():
        title = {"Args": "Arguments"}.get(section, section)
        if any(key for key, _ in items):
            text += f"\n**{title}**\n\n"
            text += "".join(f"- {_item(key, words)}\n" for key, words in items)
        else:
            text += f"\n**{title}** {_prose([_markdown(words) for _, words in items])}\n"
    if found.example:
        text += f"\n**Example**\n\n```pycon\n{found.example}\n```\n"
    return text


def _prose(lines: list[str]) -> str:
    """Join lines of text; those that begin with a dash become a list."""
    text = " ".join(line for line in lines if not line.startswith("- "))
    points = "\n".join(line for line in lines if line.startswith("- "))
    return f"{text}\n\n{points}" if points else text


def _item(key: str, words: str) -> str:
    return f"`{key}`: {_markdown(words)}" if key else _markdown(words)


def _signature(name: str, thing: Any) -> str:
    """Return a signature, over several lines where it is long."""
    try:
        signature = inspect.signature(thing)
    except (TypeError, ValueError):
        return name
    if inspect.isgeneratorfunction(getattr(thing, "__wrapped__", None)):  # of a context manager
        return (
            f"with {name}{_plain(str(signature.replace(return_annotation=signature.empty)))}: ..."
        )
    one = f"{name}{_plain(str(signature))}"
    if len(one) <= 88:
        return one
    parts, star = [], False
    for param in signature.parameters.values():
        if param.kind is param.VAR_POSITIONAL:
            star = True
        if param.kind is param.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        parts.append(_plain(str(param)))
    back = "" if signature.return_annotation is signature.empty else signature.return_annotation
    end = f" -> {_plain(back if isinstance(back, str) else back.__name__)}" if back else ""
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){end}"


def _plain(text: str) -> str:
    """Remove quotes, paths of well-known modules, and underscores of private types."""
    text = re.sub(r"\b_([A-Z])", r"\1", text)
    text = re.sub(r"ForwardRef\('([^']*)'\)", r"\1", text)
    text = re.sub(r"((?:: |-> ))'([^']*)'", r"\1\2", text)
    return text.replace("torch.nn.Module", "nn.Module").replace("torch.Tensor", "Tensor")
