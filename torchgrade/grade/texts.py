"""Text that a student's code had a hand in, made fit to be read by people."""

from __future__ import annotations

import re

__all__ = ["printable"]

# Escape sequences of terminals: CSI (colours, cursor), OSC (titles, links), and single ones.
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Control characters, and those that reorder the text around them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Take out what would steer a terminal or reorder a page, and what is no UTF-8."""
    text = _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.encode("utf-8", "replace").decode()
