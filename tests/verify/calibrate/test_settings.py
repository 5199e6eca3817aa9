"""The threshold in lab.toml is changed, and not a byte beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import calibrated as tiny
from torchgrade.verify.calibrate import write_threshold

TEXT = """\
points = 10

[data] # digits = 0.5
dataset = "mnist"
offline = "digits"

[data.threshold]
mnist = 0.985
# digits = 0.7
digits   = 0.95 # of 360 images

[limits]
seconds = 300
"""


def test_only_the_number_changes(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    settings = lab.source / "lab.toml"
    settings.write_text(TEXT)
    write_threshold(lab, "digits", 0.96)
    assert settings.read_text() == TEXT.replace("0.95", "0.96")
    write_threshold(lab, "mnist", 0.98)
    assert course.lab("hello").thresholds == {"mnist": 0.98, "digits": 0.96}
    assert [path.name for path in lab.source.glob(".*")] == []


@pytest.mark.parametrize(
    "text",
    [
        'title = "T"\n[data]\ndataset = "digits"\nthreshold = {digits = 0.95} # of 360\n',
        'data.dataset = "digits"\ndata.threshold.digits = 0.95\ntitle = "T"\n',
        TEXT.replace("\n", "\r\n"),
    ],
)
def test_the_number_is_found_in_each_form_that_toml_has(tmp_path: Path, text: str) -> None:
    _, lab = tiny.make(tmp_path)
    settings = lab.source / "lab.toml"
    settings.write_bytes(text.encode())
    write_threshold(lab, "digits", 0.96)
    assert settings.read_bytes() == text.replace("0.95", "0.96").encode()
