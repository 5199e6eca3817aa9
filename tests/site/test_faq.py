"""Errors and what to do: each message of the page is one that the code says."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "faq.md").read_text("utf-8")
MESSAGES = re.findall(r"`([^`]+)`", "\n".join(re.findall(r"^### .*$", PAGE, re.MULTILINE)))


@cache
def said() -> str:
    """All texts of the package, with … where something is put in, and templates."""
    texts = [path.read_text("utf-8") for path in (ROOT / "torchgrade").rglob("*.html")]
    for path in (ROOT / "torchgrade").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
                texts.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value.replace("{:,}", "…"))
    return " ".join("\n".join(texts).replace("`", "").split())


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_one_that_is_said(message: str) -> None:
    parts = [part.strip() for part in message.split("…") if len(part.strip()) > 1]
    assert parts
    assert [part for part in parts if part not in said()] == []


def test_most_headings_are_messages() -> None:
    assert len(MESSAGES) > 20
