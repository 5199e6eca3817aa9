"""Reads notebook files with clear errors, and writes them reproducibly."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from torchgrade.files.regular import UnusualFileError, read_bounded
from torchgrade.notebook.cells import Notebook, source
from torchgrade.notebook.mending import NotebookFormError, mended, parsed
from torchgrade.texts import one_line


@contextlib.contextmanager
def _no_iri_grammar() -> Iterator[None]:
    """Make jsonschema, which nbformat imports, work without its check of IRIs.

    If rfc3987-syntax 1.1 is installed, as by JupyterLab, jsonschema 4.26 imports it, which builds a
    parser for them: four seconds, for something that no notebook's schema uses.
    """
    name = "rfc3987_syntax"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # an import raises ImportError
    try:
        yield
    finally:
        del sys.modules[name]


with _no_iri_grammar():
    import nbformat

__all__ = [
    "MAX_BYTES",
    "NotebookError",
    "loads",
    "normalise",
    "read",
    "text_of",
    "write",
    "write_valid",
]

MAX_BYTES = 64 * 2**20
"""A larger notebook is not read, as its outputs would not fit into a grader's memory."""

_KEPT_METADATA = ("kernelspec", "language_info", "otter", "torchgrade")
_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NotebookError(Exception):
    """A file is not a readable notebook; the message says why."""


_OTHERS = {
    re.compile(rb"PK\x03\x04"): "a zip",
    re.compile(rb"%PDF-"): "a PDF",
    re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<(?:!DOCTYPE|html|\?xml)", re.IGNORECASE): "a web page",
}
"""First bytes of other files that people take for notebooks, or rename."""

_MERGED = re.compile(rb"^<{7} ", re.MULTILINE)


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Notebook:
    """Read a notebook of any nbformat version as version 4, without outputs.

    Raises:
        NotebookError: says in a sentence what is wrong with the file.
    """
    try:
        content = read_bounded(path, max_bytes, follow=True)
    except UnusualFileError as error:
        raise NotebookError(
            f"{one_line(path.name, 80)} can't be read: {error}. If it is a notebook, clear the "
            "outputs of its cells and save it again."
        ) from None
    return loads(content, path.name)


def loads(content: bytes, name: str) -> Notebook:
    """Read a notebook like :func:`read`, from the content of a file.

    Args:
        content: the file's content.
        name: the file's name, for messages.
    """
    name = one_line(name, 80)
    if not content.strip():
        raise NotebookError(f"{name} is empty.")
    other = next((kind for sign, kind in _OTHERS.items() if sign.match(content)), "")
    if other:
        raise NotebookError(f"{name} is {other}, not a notebook, despite its name.")
    try:
        return nbformat.from_dict(mended(parsed(text_of(content))))
    except UnicodeDecodeError as error:
        raise NotebookError(
            f"{name} is not {error.encoding.upper()} text ({error.reason})."
        ) from None
    except json.JSONDecodeError as error:
        if _MERGED.search(content):
            raise NotebookError(
                f"{name} contains two versions, with Git's conflict markers (<<<<<<<)."
            ) from None
        raise NotebookError(f"{name} is not valid JSON ({error}).") from None
    except NotebookFormError as error:
        raise NotebookError(f"{name} is not a Jupyter notebook: {error}.") from None


def text_of(content: bytes) -> str:
    """Decode the content of a notebook's file; raises ``UnicodeDecodeError``."""
    # Windows' editors save as "Unicode" in UTF-16, with a byte order mark.
    marks = (BOM_UTF16_LE, BOM_UTF16_BE)
    return content.decode("utf-16" if content.startswith(marks) else "utf-8-sig")


def normalise(notebook: Notebook) -> Notebook:
    """Return a copy with stable cell ids, without outputs and editors' metadata.

    An id is the hash of a cell's position and source, since otter gives new cells random ones.
    """
    result = nbformat.v4.new_notebook()
    result.metadata = nbformat.from_dict(
        {key: notebook.metadata[key] for key in _KEPT_METADATA if key in notebook.metadata}
    )
    result.metadata["kernelspec"] = nbformat.from_dict(_KERNELSPEC)
    result.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    for place, cell in enumerate(notebook.cells):
        text = source(cell)
        digest = hashlib.sha256(f"{place}:{cell.cell_type}:{text}".encode()).hexdigest()
        new = nbformat.from_dict(
            {
                "cell_type": cell.cell_type,
                "id": digest[:12],
                "metadata": cell.metadata,
                "source": text,
            }
        )
        if cell.cell_type == "code":
            new["outputs"], new["execution_count"] = [], None
        elif cell.get("attachments"):
            new["attachments"] = cell["attachments"]
        result.cells.append(new)
    result.nbformat, result.nbformat_minor = 4, 5
    return result


def write(notebook: Notebook, path: Path) -> None:
    """Write a notebook with sorted keys and a newline at the end.

    Raises:
        nbformat.ValidationError: it is not a valid notebook.
    """
    nbformat.validate(notebook)
    write_valid(notebook, path)


def write_valid(notebook: Notebook, path: Path) -> None:
    """Write a notebook like :func:`write`, without validation, if it is known to be valid."""
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
