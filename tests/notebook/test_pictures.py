"""Pictures of a stranger's notebook: taken where they are what they say, within bounds."""

from __future__ import annotations

import base64
import io
import json
import struct
from typing import Any

import pytest
from matplotlib.figure import Figure

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


def nested(part: str) -> str:
    """Eight groups of ten parts, each of which names the group before."""
    groups = (f"<g id='a{n}'>{part.format(n - 1) * 10}</g>" for n in range(1, 9))
    return "<rect id='a0'/>" + "".join(groups)


@pytest.mark.parametrize(
    "inner",
    [
        nested("<use href='#a{}'/>"),
        nested("<use href=' #%61{} '/>"),
        nested("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='#a{}'/>"),
        nested("<rect fill='url(#a{})'/>"),
        nested("<rect style='fill: URL( \"#a{}\")'/>"),
        nested("<rect fill='u\\72l(#a{})'/>"),
        nested("<rect/>") + "<style>rect { fill: url(#a8) }</style>",
        "<filter id='f'><feTurbulence numOctaves='99'/></filter><rect filter='url(#f)'/>",
        "<g>" * 5_000 + "</g>" * 5_000,
        "<g>",
    ],
)
def test_an_svg_that_keeps_a_browser_busy_is_none(inner: str) -> None:
    text = f"<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>"
    assert pictures_of(notebook(shown(image_svg=text))) == {}


def test_an_svg_with_entities_is_none() -> None:
    text = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg><text>&b;</text></svg>'
    assert pictures_of(notebook(shown(image_svg=text))) == {}


def test_a_plot_as_svg_is_a_picture() -> None:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.plot(range(9), range(9), marker="o", label="$\\alpha$")
    left.legend()
    right.scatter(range(900), range(900))
    right.hist([1, 2, 2], hatch="//")
    stream = io.StringIO()
    figure.savefig(stream, format="svg")
    assert len(pictures_of(notebook(shown(image_svg=stream.getvalue())))[1]) == 1


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
