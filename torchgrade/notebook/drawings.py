"""How long a browser is at an SVG, which can be small and name its own parts again and again.

A part that is used ten times by one that is used ten times, and so on, is drawn as often as one
likes: the tab of who looks at it hangs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.etree import ElementTree

__all__ = ["is_soon_drawn"]

_MOST = 200_000
"""Elements, each as often as it is drawn. A plot of matplotlib's has some hundreds to thousands."""

_URL = re.compile(r"""url\(\s*["']?\s*#([^"')]+)""", re.IGNORECASE)
_HREF = re.compile(r"\s*#(.*)", re.DOTALL)
_SLOW = {"filter", "foreignObject"}  # of any size, for any area


def is_soon_drawn(text: str) -> bool:
    """Return whether an SVG is well-formed, and drawn in a moment."""
    if "<!ENTITY" in text:
        return False
    try:
        return _drawn(ElementTree.fromstring(text)) <= _MOST
    except (ElementTree.ParseError, ValueError, RecursionError):
        return False


def _drawn(root: ElementTree.Element) -> int:
    """Count the elements, those that others name as often as these are drawn.

    Raises:
        ValueError: that can't be told.
        RecursionError: they lie too deep in each other.
    """
    named = {name: one for one in root.iter() if (name := one.get("id"))}
    counts: dict[ElementTree.Element, int] = {}

    def count(one: ElementTree.Element) -> int:
        if one not in counts:
            counts[one] = 0  # what names itself is not drawn
            counts[one] = min(_MOST + 1, 1 + sum(map(count, (*one, *_others(one, named)))))
        return counts[one]

    return count(root)


def _others(
    one: ElementTree.Element, named: Mapping[str, ElementTree.Element]
) -> Iterator[ElementTree.Element]:
    """Find what an element names to be drawn with it: used, or as a pattern, a marker, a mask."""
    kind = one.tag.rpartition("}")[2]
    if kind in _SLOW or (kind == "style" and re.search(r"url|\\|@", one.text or "")):
        raise ValueError(kind)
    for name, value in one.attrib.items():
        if "\\" in value:  # a name may be written so in CSS
            raise ValueError(name)
        is_link = name.rpartition("}")[2] == "href"
        found = _HREF.fullmatch(value) if is_link else None
        for other in (found[1],) if found else _URL.findall(value):
            target = named.get(unquote(other.strip()))
            if target is not None:
                yield target
