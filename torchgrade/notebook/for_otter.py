"""Explains why ``otter assign`` can't read a source notebook that opens in JupyterLab."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

__all__ = ["why_not_otters"]

_LONE = re.compile("[\ud800-\udfff]")


def why_not_otters(content: bytes) -> str:
    """Say why plain otter can't read a notebook that can be read here; empty if it can.

    Args:
        content: the file's content.
    """
    if content.startswith(BOM_UTF8):
        return "it begins with a byte-order mark"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "it is in UTF-16"
    data = json.loads(content)
    metadata = data.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(kernel, dict):
        return "its metadata names no kernel"
    language = kernel.get("language", "python")
    if str(language).lower() != "python":
        return f"its kernel is for {language!r}, and only Python is graded"
    for number, cell in enumerate(data.get("cells", ()), start=1):
        if not isinstance(cell.get("metadata"), dict):
            return f"cell {number} has no `metadata`"
        if cell.get("cell_type") == "code" and not isinstance(cell.get("outputs"), list):
            return f"cell {number} has no `outputs`"
        if _LONE.search("".join(cell.get("source", ""))):
            return f"cell {number} has half of a character, which UTF-8 can't encode"
    return ""
