"""Pictures of a stranger's notebook: taken where they are what they say, within bounds."""

from __future__ import annotations

import base64
import io
import json
import struct
from typing import Any

import pytest
from matplotlib.figure import Figure
from PIL import Image

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


PIXELS = {"image/png": png(30_000, 30_000), "image/svg+xml": base64.b64encode(b"<svg/>").decode()}
WIDE = "width='900' height='900'"


@pytest.mark.parametrize(
    "inner",
    [
        *(f"<image href='data:{kind};base64,{data}'/>" for kind, data in PIXELS.items()),
        f"<image href=' DATA:image/png,{PIXELS['image/png']}'/>",
        f"<rect style='background-image: url(data:image/png;base64,{PIXELS['image/png']})'/>",
        *(
            f"<rect {WIDE} {style}/>"
            for style in ("filter='blur(99px)'", "style='filter:blur(9px)'")
        ),
        f"<style>rect {{ filter: blur(99px) }}</style><rect {WIDE}/>",
        f"<style>rect {{ /* ; */ mix-blend-mode : hue }}</style><rect {WIDE}/>",
        "<text style='text-shadow: 0 0 99px red'>a</text>",
        f"<mask id='m'><rect {WIDE}/></mask><rect {WIDE} mask='url(#m)'/>",
        "<marker id='m'><circle r='9'/></marker><path marker-mid='url(#m)' d='M0 0L1 1 2 2'/>",
        f"<rect {WIDE}><animate attributeName='width' to='9' dur='1s'/></rect>",
        f"<rect {WIDE}><set attributeName='style' to='filter:blur(99px)'/></rect>",
        "<path d='M0 0L900 900' stroke-dasharray='0.001'/>" * 50,
        "<path d='M0 0L900 900' style='stroke-dasharray:0.0001 0'/>" * 50,
        "<rect width='100%' height='9' stroke-dasharray='1'/>",
        "<line x2='9' pathLength='1e9' stroke-dasharray='1'/>",
        "<g stroke-dasharray='0.001'><path d='M0 0L900 900'/></g>",
        "<style>path { stroke-dasharray: 0.001 }</style><path d='M0 0L900 900'/>",
        f"<g opacity='0.9'><rect {WIDE}/><rect {WIDE}/></g>" * 4_000,
        f"<rect {WIDE}/>" * 70_000,
        f"<text>{'a' * 150_000}</text>",
    ],
)
def test_an_svg_with_what_may_take_any_time_is_none(inner: str) -> None:
    text = f"<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>"
    assert pictures_of(notebook(shown(image_svg=text))) == {}


def test_an_svg_with_entities_is_none() -> None:
    text = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg><text>&b;</text></svg>'
    assert pictures_of(notebook(shown(image_svg=text))) == {}


def test_a_plot_as_svg_is_a_picture() -> None:
    figure = Figure()
    left, middle, right = figure.subplots(1, 3)
    for style in ("-", "--", ":", "-."):
        left.plot(range(200), range(200), style, marker="o", alpha=0.7, label="$\\alpha$")
    left.grid(linestyle=":", linewidth=0.3)
    left.legend()
    middle.imshow([[1, 2], [3, 4]])
    right.scatter(range(4_000), range(4_000), alpha=0.2)
    right.hist([1, 2, 2], hatch="//")
    stream = io.StringIO()
    figure.savefig(stream, format="svg")
    assert len(pictures_of(notebook(shown(image_svg=stream.getvalue())))[1]) == 1


def test_a_diagram_of_graphviz_is_a_picture() -> None:
    text = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg width="62pt" height="116pt" viewBox="0.00 0.00 62.00 116.00" style="max-width: 9em"
 xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 112)"><title>net</title>
<g id="a_node1"><a xlink:href="#x" xlink:title="x"><ellipse fill="none" cx="27" cy="-90"/></a></g>
<path stroke="black" stroke-dasharray="5,2" d="M27,-71.7C27,-63.98 27,-54.71 27,-46.11"/>
<text text-anchor="middle" x="27" y="-14.3" font-family="Times,serif" font-size="14.00">relu</text>
</g></svg>"""
    assert len(pictures_of(notebook(shown(image_svg=text)))[1]) == 1


def jpeg(width: int, height: int, **how: Any) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "JPEG", **how)
    return stream.getvalue()


@pytest.mark.parametrize(
    "how", [{}, {"progressive": True}, {"exif": b"Exif\0\0" + b"\xff\xc0" * 99}]
)
def test_a_photograph_is_a_picture(how: dict[str, Any]) -> None:
    data = base64.b64encode(jpeg(640, 480, **how)).decode()
    assert pictures_of(notebook(shown(image_jpeg=data))) == {1: (Picture("image/jpeg", data),)}


def resized(content: bytes, width: int, height: int) -> bytes:
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


SMALL = jpeg(8, 8)
FRAME = SMALL[SMALL.index(b"\xff\xc0") :][:19]


@pytest.mark.parametrize(
    "content",
    [
        resized(SMALL, 65_500, 65_500),
        resized(SMALL, 65_500, 0),  # how high it is comes at its end
        FRAME.join(SMALL.partition(b"\xff\xc4")[::2]),
        SMALL[:2] + resized(FRAME, 9_000, 9_000) + SMALL[2:],
        SMALL + b"\xff\xda" * 30,
        SMALL[:200],
        SMALL[:2] + b"\xff" * 99,
    ],
)
def test_a_photograph_that_unfolds_to_more_than_fits_is_none(content: bytes) -> None:
    assert pictures_of(notebook(shown(image_jpeg=base64.b64encode(content).decode()))) == {}


def test_a_picture_that_moves_is_none() -> None:
    moving = base64.b64decode(png())[:-4] + bytes(9) + b"\0\0\0\x08acTL" + bytes(12)
    assert pictures_of(notebook(shown(image_png=base64.b64encode(moving).decode()))) == {}


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
