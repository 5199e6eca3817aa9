"""Converts notebooks' formulas to MathML, which browsers show without scripts or fonts."""

from __future__ import annotations

import re

from latex2mathml.converter import convert

from tools.site.markdown import outside_of_code

__all__ = ["with_formulas"]

_FORMULA = re.compile(r"`[^`]*`|\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)


def with_formulas(text: str) -> str:
    """Return Markdown with LaTeX between dollars converted to MathML; code is not changed."""
    blocks: list[tuple[list[str], bool]] = []
    for line, is_text in outside_of_code(text):
        if not blocks or blocks[-1][1] != is_text:
            blocks.append(([], is_text))
        blocks[-1][0].append(line)
    joined = (("\n".join(lines), is_text) for lines, is_text in blocks)
    return "\n".join(_FORMULA.sub(_made, part) if is_text else part for part, is_text in joined)


def _made(match: re.Match[str]) -> str:
    block, inline = match.groups()
    if not (block or inline):
        return match[0]
    made = convert(block or inline, display="block" if block else "inline")
    for sign in "*_`[]\\":  # which Markdown would parse between the tags
        made = made.replace(sign, f"&#{ord(sign)};")
    return made
