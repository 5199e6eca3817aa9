"""The threshold in lab.toml is changed, and not a byte beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import calibrated as tiny
from torchgrade.errors import AuthorError
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


def test_another_form_is_left_alone(tmp_path: Path) -> None:
    _, lab = tiny.make(tmp_path)
    settings = lab.source / "lab.toml"
    text = 'title = "T"\n[data]\ndataset = "digits"\nthreshold = {digits = 0.95}\n'
    settings.write_text(text)
    with pytest.raises(AuthorError, match=r"write 0\.96 there by hand"):
        write_threshold(lab, "digits", 0.96)
    assert settings.read_text() == text
