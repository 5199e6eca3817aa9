"""What HTML of a stranger's text has in it besides text and a few tags that do nothing."""

from __future__ import annotations

import re

__all__ = ["markup_faults"]

_TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+=\"[^\"<>]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z]+)=\"([^\"]*)\"")
_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "div"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mtable", "mtr", "mtd", "menclose", "mmultiscripts", "mprescripts", "none"),
}
_KEPT = {"class": "(math)?", "start": r"\d+"}
_OF_FORMULAS = r"[a-z -]*|[+-]?(\d{1,2})?(\.\d+)?[a-z]*"
_NEVER = ("href", "src", "srcset", "style", "id", "name", "xmlns", "action")


def markup_faults(text: str) -> list[str]:
    """List tags, attributes and values that may not be in what a page shows of somebody's text."""
    found = [f"< outside of a tag: {text}"] if "<" in _TAG.sub("", text) else []
    for _, tag, attributes in _TAG.findall(text):
        if tag not in _TAGS:
            found.append(f"<{tag}>")
        for name, value in _ATTRIBUTE.findall(attributes):
            form = _OF_FORMULAS if tag.startswith("m") else _KEPT.get(name, "(?!)")
            if name in _NEVER or name.startswith("on") or not re.fullmatch(form, value):
                found.append(f'<{tag} {name}="{value}">')
    return found
