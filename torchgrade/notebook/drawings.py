"""Estimates how long a browser takes to draw an SVG, since a small one can take hours.

A part that is used ten times by one that is used ten times, and so on, is drawn any number of
times; a blur is slow if its radius is large, a dashed line if its dashes are short, and an embedded
picture may decompress to gigabytes: the viewer's tab hangs. So only elements and styles that plots
and diagrams consist of are accepted, with bounded cost.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote
from xml.etree import ElementTree

__all__ = ["is_soon_drawn"]

_MOST = 60_000
"""Most drawn elements, with repetitions. A matplotlib plot has hundreds to thousands."""

_URL = re.compile(r"""url\(\s*["']?\s*(#?)([^"')]*)""", re.IGNORECASE)
_HREF = re.compile(r"\s*#(.*)", re.DOTALL)
_DATA = re.compile(r"\s*data:image/(?:png|jpeg);base64,(.*)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"\s*{_NUMBER.pattern}(?:px|pt)?\s*")

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_HOLDERS = {"svg", "g", "a", "defs", "symbol", "clipPath", "pattern", "use"}
_OTHERS = {
    *("text", "tspan", "title", "desc", "image", "style"),
    *("linearGradient", "radialGradient", "stop"),
}
_UNSEEN = {"metadata", "namedview"}  # their contents are not drawn
_STYLES = {
    *("fill", "fill-opacity", "fill-rule", "opacity", "color", "display", "visibility", "overflow"),
    *("stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "stroke-linecap"),
    *("stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "paint-order"),
    *("clip-path", "clip-rule", "stop-color", "stop-opacity", "image-rendering"),
    *("font", "font-family", "font-size", "font-style", "font-weight", "font-stretch"),
    *("font-variant", "text-anchor", "text-align", "dominant-baseline", "baseline-shift"),
    *("letter-spacing", "word-spacing", "line-height", "white-space", "text-decoration"),
    *("shape-rendering", "text-rendering", "vector-effect", "pointer-events"),
}
_SIZES = {"width", "height", "max-width", "max-height", "background-color"}  # children of an svg
_LISTS = {"d", "points", "dx", "dy", "rotate"}
_PLACES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
           "pathLength"}  # fmt: skip
_SLOW = {"filter", "mask", "marker", "marker-start", "marker-mid", "marker-end", "style"}
"""Attributes that are also styles, and not among those above; `style` is checked separately."""

_LAYER = 20  # for parts that are drawn separately first, to be transparent as a whole
_NUMBERS = 50  # characters of a path, or of letters' positions
_LETTERS = 2
_DASHES = 500
_PIXELS = 1_000
"""How many of each cost as much as a simple element."""


class _RefusedError(ValueError):
    """It contains something that may take any time, or unknown."""


def is_soon_drawn(text: str, pixels: Callable[[bytes], int | None]) -> bool:
    """Return whether an SVG is well-formed and quick to draw.

    Args:
        text: the SVG's text.
        pixels: returns the number of pixels of a PNG or JPEG; None if it must not be shown.
    """
    if "<!ENTITY" in text:
        return False
    try:
        return _drawn(ElementTree.fromstring(text), pixels) <= _MOST
    except (ElementTree.ParseError, ValueError, RecursionError):
        return False


def _drawn(root: ElementTree.Element, pixels: Callable[[bytes], int | None]) -> int:
    """Count the elements, including referenced ones each time that they are drawn.

    Raises:
        ValueError: that is unknown.
        RecursionError: they are nested too deeply.
    """
    named = {name: one for one in root.iter() if (name := one.get("id"))}
    counts: dict[ElementTree.Element, int] = {}

    def count(one: ElementTree.Element) -> int:
        if one not in counts:
            counts[one] = 0  # an element that references itself is not drawn
            parts = () if _kind(one) in _UNSEEN else (*one, *_others(one, named))
            alone = _cost(one, parts, pixels)
            counts[one] = min(_MOST + 1, alone + sum(map(count, parts)))
        return counts[one]

    return count(root)


def _kind(one: ElementTree.Element) -> str:
    return one.tag.rpartition("}")[2]


def _others(
    one: ElementTree.Element, named: Mapping[str, ElementTree.Element]
) -> Iterator[ElementTree.Element]:
    """Find what an element references to be drawn with it: uses, patterns, clips and masks."""
    for name, value in one.attrib.items():
        if "\\" in value:  # CSS may escape a name
            raise _RefusedError(name)
        links = [(_here(value) or "") if _is_link(name) else ""]
        for here, other in _URL.findall(value):
            if not here:  # such as a picture as a background
                raise _RefusedError(name)
            links.append(other)
        for link in filter(None, links):
            target = named.get(unquote(link.strip()))
            if target is not None:
                yield target


def _is_link(name: str) -> bool:
    return name.rpartition("}")[2] == "href"


def _here(value: str) -> str | None:
    found = _HREF.fullmatch(value)
    return found[1] if found else None


def _cost(
    one: ElementTree.Element,
    parts: Sequence[ElementTree.Element],
    pixels: Callable[[bytes], int | None],
) -> int:
    """Return an element's cost without its parts, in units of simple elements."""
    kind = _kind(one)
    if kind in _UNSEEN:
        return 1
    if kind not in _SHAPES | _HOLDERS | _OTHERS:
        raise _RefusedError(kind)
    styles = _styles_of(one)
    cost = 1 + sum(len((text or "").strip()) for text in (one.text, one.tail)) // _LETTERS
    cost += sum(len(value) for name, value in one.attrib.items() if name in _LISTS) // _NUMBERS
    if kind == "style":
        _check_sheet(one.text or "")
    if kind == "image":
        cost += sum(_of_picture(v, pixels) for name, v in one.attrib.items() if _is_link(name))
    if "opacity" in styles and (len(parts) > 1 or any(map(len, parts))):
        cost += _LAYER
    if dashes := _NUMBER.findall(styles.get("stroke-dasharray", "")):
        cost += _of_dashes(one, kind, sum(map(float, dashes)))
    return cost


def _styles_of(one: ElementTree.Element) -> dict[str, str]:
    """Return the styles of an element, by name; raise if one is not known to be quick."""
    found = dict(_said(one.get("style", "")))
    known = _STYLES | _SIZES if _kind(one) == "svg" else _STYLES
    if unknown := [name for name in found if name not in known and not name.startswith("-inks")]:
        raise _RefusedError(unknown[0])
    if slow := one.attrib.keys() & (_SLOW - {"style"}):
        raise _RefusedError(min(slow))
    return {name: one.attrib[name] for name in _STYLES & one.attrib.keys()} | found


def _said(css: str) -> Iterator[tuple[str, str]]:
    """Yield names and values; refuse what may hide one, such as comments and escapes."""
    if "/*" in css or "\\" in css:
        raise _RefusedError("style")
    for part in re.split("[;{}]", css.lower()):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value


def _check_sheet(text: str) -> None:
    """Raise if a style sheet has more than a few quick styles for everything it selects."""
    if re.search(r"url|@", text):
        raise _RefusedError("style")
    for name, _ in _said(text):
        if name not in _STYLES - {"opacity", "stroke-dasharray"}:
            raise _RefusedError(name)


def _of_dashes(one: ElementTree.Element, kind: str, period: float) -> int:
    """Return the cost of a line's dashes, of which there may be millions."""
    if kind not in _SHAPES or not period > 0:  # otherwise everything in it has them
        raise _RefusedError("stroke-dasharray")
    numbers = []
    for name in (_PLACES | _LISTS) & one.attrib.keys():
        value = one.attrib[name]
        # Relative to something, or in letters, it may have any size.
        if name in _PLACES and (len(value) > 40 or not _LENGTH.fullmatch(value)):
            raise _RefusedError(name)
        numbers += [abs(float(number)) for number in _NUMBER.findall(value)]
    return int(min(_MOST, len(numbers) * max(numbers, default=0.0) / period / _DASHES))


def _of_picture(value: str, pixels: Callable[[bytes], int | None]) -> int:
    found = _DATA.fullmatch(value)
    if found is None:  # another type, such as an SVG in an SVG; external ones are not loaded
        if value.lstrip()[:5].lower() == "data:":
            raise _RefusedError("image")
        return 0
    try:
        count = pixels(base64.b64decode("".join(found[1].split()), validate=True))
    except binascii.Error:
        return 0  # not shown
    if count is None:
        raise _RefusedError("image")
    return count // _PIXELS
