"""Reads an author's Python files."""

from __future__ import annotations

import ast
from pathlib import Path

from torchgrade.errors import AuthorError

__all__ = ["read_python"]


def read_python(path: Path) -> tuple[str, ast.Module]:
    """Return the text of a file, without a byte-order mark, and its syntax tree.

    Raises:
        AuthorError: it can't be read, or is not Python; the message names the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, ast.parse(text)
    except OSError as error:  # such as a folder with that name
        raise AuthorError(f"{path} can't be read: {error.strerror}") from None
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        raise AuthorError(f"{path} is not Python: {error.msg}{where}") from None
    except ValueError as error:  # bytes that are not text, or a NUL
        raise AuthorError(f"{path} is not Python: {error}") from None
