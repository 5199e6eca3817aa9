r"""Converts a formula's TeX to MathML, which browsers show without scripts or fonts.

latex2mathml converts TeX, which students write, to elements. So only elements and attributes listed
here are kept, with values of the listed form, and all text is escaped: TeX can produce links
(`\href`), styles and classes, and `\text{<b>}` contains a tag.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["ATTRIBUTES", "TAGS", "mathml"]

TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mtable", "mtr", "mtd", "menclose", "mmultiscripts", "mprescripts", "none"),
}
"""The elements that a formula may have: MathML Core, except those that refer to documents."""

_BOOLEAN = re.compile(r"true|false")
_LENGTH = re.compile(r"[+-]?(\d{1,2}(\.\d{1,4})?|\.\d{1,4})(em|ex|pt|px)")
_FORMS: Mapping[str, re.Pattern[str]] = {
    "display": re.compile(r"block|inline"),
    "mathvariant": re.compile(r"[a-z-]{1,24}"),
    "form": re.compile(r"prefix|infix|postfix"),
    "scriptlevel": re.compile(r"[+-]?\d"),
    "columnalign": re.compile(r"(left|right|center)( (left|right|center)){0,20}"),
    "notation": re.compile(r"[a-z ]{1,40}"),
    "linebreak": re.compile(r"newline"),
    **dict.fromkeys(("stretchy", "fence", "separator", "accent", "accentunder"), _BOOLEAN),
    **dict.fromkeys(("movablelimits", "displaystyle", "largeop", "symmetric"), _BOOLEAN),
    **dict.fromkeys(("linethickness", "lspace", "rspace", "width", "height", "depth"), _LENGTH),
    **dict.fromkeys(("voffset", "minsize", "maxsize"), _LENGTH),
}
ATTRIBUTES = {tag: set(_FORMS) for tag in TAGS}
"""The attributes that a formula's elements may have, none of which has a URL, name or style."""

_WITHOUT_A_SIGN = ("", "normal", "italic")  # all other letter variants have their own characters
_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_MOST_SIGNS = 2_000
_DEEPEST = 60  # levels: HTML's parser moves elements nested some hundreds deep
_ROWS = re.compile(r"\\(begin|end)\{(?:align|aligned|gather\*?|gathered)\}")
_LINE = re.compile(r"\\(?:begin|end)\{equation\*?\}")
_UPRIGHT = re.compile(r"\\mathrm\s*(?:\{([A-Za-z0-9]+)\}|([A-Za-z]))")
_UNSEEN = re.compile(r"\\(label|tag)\*?\{[^{}]*\}|\\(nonumber|notag)\b")


class _NoFormulaError(ValueError):
    """The formula is nested too deeply, or a part is missing, such as half a fraction."""


def mathml(tex: str, *, block: bool) -> str | None:
    """Return a formula as MathML; None if it can't be read, or is far too long.

    Args:
        tex: the text between the dollar signs.
        block: whether it is on its own line.
    """
    from latex2mathml.converter import convert_to_element

    if not tex.strip() or len(tex) > _MOST_SIGNS or not _is_closed(tex):
        return None
    try:
        made = convert_to_element(_plain(tex), display="block" if block else "inline")
        return _written(made, _DEEPEST)
    except Exception:  # it raises a dozen types of errors, including IndexError and RecursionError
        return None


def _is_closed(tex: str) -> bool:
    """Return whether braces are balanced; otherwise the library closes them, anywhere."""
    plain = _ESCAPED.sub("", tex)
    return plain.count("{") == plain.count("}")


def _plain(tex: str) -> str:
    """Replace commands that the library does not know, and remove invisible ones."""
    tex = _LINE.sub(" ", _ROWS.sub(r"\\\1{align*}", tex))
    tex = _UPRIGHT.sub(r"\\text{\1\2}", tex)
    return _UNSEEN.sub(" ", tex)


def _written(one: Element, levels: int) -> str:
    if levels == 0 or len(one) != _PARTS.get(one.tag, len(one)):
        raise _NoFormulaError
    tag = one.tag if one.tag in TAGS else "mrow"
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in one.attrib.items()
        if name in _FORMS and _FORMS[name].fullmatch(value)
    )
    plain = unescape(one.text or "")  # it contains characters as `&#x0003D;`
    text = escape("".join(_drawn(sign, one.attrib.get("mathvariant", "")) for sign in plain))
    inner = "".join(_written(child, levels - 1) for child in one)
    return f"<{tag}{attributes}>{text}{inner}</{tag}>"


def _drawn(letter: str, variant: str) -> str:
    """Return the character for a letter in bold, script etc., as Chromium draws no variants."""
    if variant in _WITHOUT_A_SIGN or not letter.isalnum():
        return letter
    named = unicodedata.name(letter, "").removeprefix("LATIN ").removeprefix("GREEK ")
    style = variant.replace("-", " ").replace("double struck", "double-struck").upper()
    for begin in ("MATHEMATICAL ", ""):  # older characters have shorter names
        try:
            return unicodedata.lookup(f"{begin}{style} {named.replace('LETTER ', '')}")
        except KeyError:
            pass
    return letter
