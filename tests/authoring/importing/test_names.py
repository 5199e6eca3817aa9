"""Which names a cell takes from cells before it: what it reads before it has bound it itself."""

from __future__ import annotations

import pytest

from torchgrade.authoring.importing.names import BUILTINS, names_of


@pytest.mark.parametrize(
    ("code", "free"),
    [
        ("a = a + 1", "a"),
        ("a = 1; b = a", ""),
        ("a += 1", "a"),
        ("a = 1; a += 1", ""),
        ("a: int = a", "a"),
        ("a: int = 1; b = a", ""),
        ("a: int", ""),
        ("for a in a: pass", "a"),
        ("for a in (1, 2): b = a\nelse: c = d", "d"),
        ("b = (a := a)", "a"),
        ("if (a := 1): b = a", ""),
        ("def f(x=f): return g\nf()", "f g"),
        ("f = lambda x=f: x", "f"),
        ("class A(A): pass", "A"),
        ("class A: pass\nA()", ""),
        ("@mark\ndef f(): pass", "mark"),
        ("import a.b as c, d.e; c, d", ""),
        ("from a import b; b", ""),
        ("try: pass\nexcept E as e: e", "E"),
        ("try: pass\nexcept (E, F): G = 1", "E F"),
        ("b = [a for a in b]", "b"),
        ("b = {a: c for a in b}", "b c"),
        ("del a", "a"),
        ("a = 1; del a", ""),
    ],
)
def test_what_is_read_before_it_is_bound_comes_from_elsewhere(code: str, free: str) -> None:
    assert names_of(code).free - BUILTINS == set(free.split())


def test_what_a_cell_takes_away_is_known() -> None:
    assert names_of("a = 1\ndel a, b").deleted == {"b"}
    assert names_of("def f():\n    global a\n    a = 1").is_global
