"""Pictures of a stranger's notebook: taken where they are what they say, within bounds."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

from torchgrade.notebook import pictures_of
from torchgrade.records import Picture

HEAD = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"


def png(width: int = 2, height: int = 2) -> str:
    return base64.b64encode(HEAD + struct.pack(">II", width, height) + b"rest").decode()


def notebook(*cells: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": list(cells)}).encode()


def shown(**data: Any) -> dict[str, Any]:
    named = {
        kind.replace("_", "/").replace("svg", "svg+xml"): value for kind, value in data.items()
    }
    return {"cell_type": "code", "source": "", "outputs": [{"output_type": "x", "data": named}]}


def test_what_cells_drew_and_what_was_put_into_a_text_is_found_by_the_cells_number() -> None:
    attached = {"cell_type": "markdown", "source": "", "attachments": {"a": {"image/png": png()}}}
    found = pictures_of(notebook(shown(text="x"), shown(image_png=[png()]), attached))
    assert found == {2: (Picture("image/png", png()),), 3: (Picture("image/png", png()),)}


def test_an_svg_comes_as_it_is_for_an_img() -> None:
    text = "<svg onload='alert(1)'/>"
    [picture] = pictures_of(notebook(shown(image_svg=text)))[1]
    assert (picture.kind, base64.b64decode(picture.data).decode()) == ("image/svg+xml", text)


@pytest.mark.parametrize(
    "cell",
    [
        shown(image_png="no base64!"),
        shown(image_png=base64.b64encode(b"<html>").decode()),
        shown(image_jpeg=png()),
        shown(image_png=png(100_000, 100_000)),
        shown(image_png=base64.b64encode(HEAD + bytes(3 * 2**20)).decode()),
        shown(image_svg="<html>"),
        shown(image_png=5),
        {"outputs": "x", "attachments": [1]},
        "image/png",
        {"outputs": [{"data": {"image/png": [1]}}, 3]},
    ],
)
def test_what_is_odd_or_too_large_is_none(cell: Any) -> None:
    assert pictures_of(notebook(cell, "image/")) == {}


def test_a_file_that_is_no_notebook_has_none() -> None:
    assert pictures_of(b"image/png") == pictures_of(b'["image/png"]') == {}
    assert pictures_of(b'{"cells": 3, "x": "image/png"}') == {}


def test_of_many_in_one_cell_the_first_are_taken() -> None:
    cell = {"outputs": [{"data": {"image/png": png(n, 1)}} for n in range(1, 30)]}
    assert len(pictures_of(notebook(cell))[1]) == 6
