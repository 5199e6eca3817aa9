"""A distribution that registers plug-ins, as pip would have installed it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

__all__ = ["install"]


def install(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    entries: Mapping[str, Mapping[str, str]],
    *,
    name: str = "acme-plugins",
    version: str = "1.0",
    modules: Mapping[str, str] | None = None,
) -> Path:
    """Put a distribution on ``sys.path`` for the length of a test, and return its folder.

    Args:
        monkeypatch: takes it away again.
        folder: where it goes, below a folder of its own.
        entries: the entry points: group -> name -> "module:attribute".
        name: of the distribution.
        version: of the distribution.
        modules: its code: the dotted name of a module -> its source.
    """
    site = folder / f"site-{name}-{version}"
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines: list[str] = []
    for group, named in entries.items():
        lines += [f"[{group}]", *(f"{key} = {value}" for key, value in named.items()), ""]
    (info / "entry_points.txt").write_text("\n".join(lines))
    for module, source in (modules or {}).items():
        path = site.joinpath(*module.split(".")).with_suffix(".py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
        for loaded in (module, module.partition(".")[0]):
            monkeypatch.delitem(sys.modules, loaded, raising=False)
    monkeypatch.syspath_prepend(str(site))
    return site
