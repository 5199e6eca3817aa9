"""Whatever is wrong with a file of Python code, its author reads which file it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.errors import AuthorError
from torchgrade.files.python import read_python

BROKEN = {
    "no Python": b"def f(:\n",
    "another encoding": "# \u00e9\n".encode("latin-1"),
    "UTF-16": "a = 1\n".encode("utf-16"),
    "a NUL": b"a = 1\0\n",
    "tabs and blanks": b"if 1:\n\ta = 1\n        b = 2\n",
    "a magic": b"%time 1\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_the_file_is_named(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "shift.py"
    path.write_bytes(BROKEN[kind])
    with pytest.raises(AuthorError, match=r"shift\.py is not Python: (?!.*None)"):
        read_python(path)


def test_a_folder_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "shift.py").mkdir()
    with pytest.raises(AuthorError, match=r"shift\.py can't be read: Is a directory"):
        read_python(tmp_path / "shift.py")


def test_a_mark_at_the_beginning_is_none_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "shift.py"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    text, tree = read_python(path)
    assert text == "a = 1\n"
    assert len(tree.body) == 1
