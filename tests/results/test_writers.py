"""Writers of results are plug-ins; one that is broken is named, before anything is graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.grades import BATCH, MANIFEST
from tests.support.plugins import install
from torchgrade.cli.batch import Options, run
from torchgrade.plugins import PluginError
from torchgrade.results import WRITERS, write_batch


def test_torchgrades_own_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    body = "(out / 'seen').write_text(str(sorted(out.iterdir())))"
    code = f"def write(batch, manifest, out):\n    {body}"
    entries = {"torchgrade.writers": {"aaa": "acme_writers:write"}}
    install(monkeypatch, tmp_path, entries, modules={"acme_writers": code})
    assert WRITERS.names() == ("json", "csv", "html", "aaa")
    write_batch(BATCH, MANIFEST, tmp_path / "out")
    seen = (tmp_path / "out" / "seen").read_text()
    assert all(name in seen for name in ("grades.json", "grades.csv", "report.html"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise RuntimeError('out of order')", "can't be loaded.*RuntimeError: out of order"),
        ("write = 3", "is not of the right form: expected a function of a batch"),
    ],
)
def test_one_that_is_broken_is_named_before_anything_is_graded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, said: str
) -> None:
    entries = {"torchgrade.writers": {"broken": "acme_writers:write"}}
    install(monkeypatch, tmp_path, entries, modules={"acme_writers": code})
    bundle, submission = tiny.make(tmp_path / "lab", ["x = 1"], {"q1": "def test_x(x): pass"})
    out = tmp_path / "out"
    with pytest.raises(PluginError, match=rf"acme-plugins 1\.0 \(broken = .*{said}"):
        run(Options(bundle.folder, [submission.path], out))
    assert not out.exists()
