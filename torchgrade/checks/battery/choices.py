"""Answers to multiple-choice questions: letters, in a set or a list."""

from __future__ import annotations

from collections.abc import Iterable

from torchgrade.checks.messages import fail, kind, refuse_blank, show
from torchgrade.checks.plain import plain

__all__ = ["choice", "choices"]


def choices(
    actual: object, allowed: Iterable[str], *, what: str = "the answer", hint: str = ""
) -> frozenset[str]:
    """Check that `actual` is a set of the allowed letters, and return it; not which ones are right.

    A set, frozenset, list or tuple, or a subclass of one, will do; a letter that occurs twice
    counts once.

    Args:
        actual: what the student's code gave.
        allowed: the letters to choose from, such as "abcdef".
        what: names the answer in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: it is something else (a string, a dict, None), or holds something that is
            not one of the letters.

    Example:
        >>> checks.equal(checks.choices(["a", "c"], "abcdef"), {"a", "c"})
        >>> checks.choices("ac", "abcdef")
        Traceback (most recent call last):
            ...
        AssertionError: the answer must be a set of letters such as {"a", "b"}, but is a str.
    """
    refuse_blank(actual, what, hint)
    letters = list(allowed)
    given = plain(actual)
    if type(given) not in (set, frozenset, list, tuple):
        example = '{"a", "b"}'
        fail(what, f"must be a set of letters such as {example}, but is {kind(actual)}.", hint)
    found = [plain(item) for item in given]
    strange = [item for item in found if type(item) is not str or item not in letters]
    if strange:
        fail(
            what,
            f"holds {show(strange[0])}, which is none of the letters {', '.join(letters)}.",
            hint,
        )
    return frozenset(found)


def choice(
    actual: object, allowed: Iterable[str], *, what: str = "the answer", hint: str = ""
) -> str:
    """Check that `actual` is one letter, by itself or in a set or list of one, and return it.

    Args:
        actual: what the student's code gave.
        allowed: the letters to choose from, such as "abcd".
        what: names the answer in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: it is something else, several letters, or a letter that is not allowed.

    Example:
        >>> checks.choice({"b"}, "abcd")
        'b'
        >>> checks.choice("e", "abcd")
        Traceback (most recent call last):
            ...
        AssertionError: the answer must be one of the letters a, b, c, d, but is 'e'.
    """
    refuse_blank(actual, what, hint)
    letters = list(allowed)
    given = plain(actual)
    if type(given) in (set, frozenset, list, tuple) and len(given) == 1:
        given = plain(next(iter(given)))
    if type(given) is not str or given not in letters:
        fail(what, f"must be one of the letters {', '.join(letters)}, but is {show(given)}.", hint)
    return str(given)
