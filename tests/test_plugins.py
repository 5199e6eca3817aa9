"""Plug-ins: what others register is found, in order, when it is needed, and never wrong unsaid."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.plugins import install
from torchgrade.plugins import PluginError, Point, registered_code

OWN = {"shape": "torchgrade.checks:shape", "close": "torchgrade.checks:close"}


def _function(name: str, value: object) -> Callable[..., object] | None:
    return value if callable(value) else None


def _point() -> Point[Callable[..., object]]:
    return Point("torchgrade.checks", "a function", _function, OWN)


def test_without_plugins_there_are_the_built_in_ones() -> None:
    assert _point().names() == ("shape", "close")
    assert [value.__name__ for value in _point().load().values()] == ["shape", "close"]


def test_others_come_after_them_by_distribution_and_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = {"zoo_mod": "def f(): return 1\ndef g(): return 2"}
    install(
        monkeypatch,
        tmp_path,
        {"torchgrade.checks": {"n": "zoo_mod:g", "a": "zoo_mod:f"}, "other": {"x": "nowhere:x"}},
        name="zoo",
        modules=code,
    )
    install(monkeypatch, tmp_path, {"torchgrade.checks": {"z": "zoo_mod:f"}}, name="acme")
    point = _point()
    assert point.names() == ("shape", "close", "z", "a", "n")
    found = point.get("n")
    assert found is not None
    assert found() == 2
    assert point.get("nothing") is None


def test_the_code_of_others_is_known_without_an_import(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A module, all of a package, and nothing of what can't be found."""
    modules = {"one_mod": "def f(): ...", "some.checks": "raise RuntimeError", "some.more": ""}
    values = ("one_mod:f", "some.checks:f", "nowhere:f")
    entries = {f"n{n}": value for n, value in enumerate(values)}
    site = install(monkeypatch, tmp_path, {"torchgrade.checks": entries}, modules=modules)
    found = registered_code(["torchgrade.rules", "torchgrade.checks"])
    assert found == [site / "one_mod.py", site / "some" / "checks.py", site / "some" / "more.py"]
    assert registered_code(["torchgrade.rules"]) == []


def test_names_load_nothing_and_get_loads_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entries = {"torchgrade.checks": {"one": "one_mod:f", "two": "two_mod:f"}}
    modules = {"one_mod": "def f(): ...", "two_mod": "raise RuntimeError('loaded')"}
    install(monkeypatch, tmp_path, entries, modules=modules)
    assert _point().names()[2:] == ("one", "two")
    assert "one_mod" not in sys.modules
    assert _point().get("one")
    with pytest.raises(PluginError, match="loaded"):
        _point().load()


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("no_such_module:f", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("acme_mod:missing", "AttributeError: module 'acme_mod' has no attribute 'missing'"),
        ("acme_mod:number", "got 3"),
    ],
)
def test_what_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str, got: str
) -> None:
    entries = {"torchgrade.checks": {"odd": value}}
    install(monkeypatch, tmp_path, entries, modules={"acme_mod": "number = 3"})
    with pytest.raises(PluginError) as error:
        _point().get("odd")
    assert f"acme-plugins 1.0 (odd = {value!r} in torchgrade.checks)" in str(error.value)
    assert "expected a function" in str(error.value)
    assert got in str(error.value)


@pytest.mark.parametrize("name", ["close", "mine"])
def test_a_name_is_taken_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    install(monkeypatch, tmp_path, {"torchgrade.checks": {name: "a_mod:f"}}, name="one")
    install(monkeypatch, tmp_path, {"torchgrade.checks": {"mine": "b_mod:f"}}, name="two")
    with pytest.raises(PluginError) as error:
        _point().names()
    first = "torchgrade (close = 'torchgrade.checks:close'" if name == "close" else "one 1.0 (mine"
    assert f"are called {name!r}: {first}" in str(error.value)


def test_of_two_versions_the_first_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = {"torchgrade.checks": {"old": "a_mod:f"}}
    install(monkeypatch, tmp_path, old, version="1.0")
    install(monkeypatch, tmp_path, {"console_scripts": {"acme": "a_mod:f"}}, version="2.0")
    assert _point().names() == ("shape", "close")


@pytest.mark.parametrize("entry", ["", ".", "here", "below"])
def test_the_working_folder_registers_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, entry: str
) -> None:
    site = install(monkeypatch, tmp_path, {"torchgrade.checks": {"mine": "a_mod:f"}})
    assert "mine" in _point().names()
    monkeypatch.chdir(site.parent if entry == "below" else site)
    first = {"here": str(site), "below": site.name}.get(entry, entry)
    monkeypatch.setattr(sys, "path", [first, *sys.path[1:]])
    assert "mine" not in _point().names()


def test_nothing_of_it_is_imported_for_help() -> None:
    code = "import sys, torchgrade.cli, torchgrade; print('torchgrade.plugins' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
