"""What grades were made by: the data set is the one that lab.toml, read as TOML, names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.errors import AuthorError
from torchgrade.grade import dataset_of


@pytest.mark.parametrize(
    ("settings", "dataset"),
    [
        ('[data]\ndataset = "digits"\n', "digits"),
        ('[ data ]\ndataset = "digits"\n', "digits"),
        ('["data"]\ndataset = "digits"\n', "digits"),
        ('data.dataset = "digits"\n', "digits"),
        ('data = { dataset = "digits" }\n', "digits"),
        ("# no [data] here\n", ""),
        ('title = "what [data] is"\n', ""),
    ],
)
def test_a_data_set_is_found_however_it_is_written(
    tmp_path: Path, settings: str, dataset: str
) -> None:
    tests = {"q1": "def test_x(x): pass"}
    bundle, _ = tiny.make(tmp_path, ["x = 1"], tests, files={"lab.toml": settings})
    assert dataset_of(bundle) == dataset
    assert dataset_of(replace(bundle, foreign=True)) == "", "there it is a file like others"


def test_settings_that_are_no_toml_are_named(tmp_path: Path) -> None:
    tests = {"q1": "def test_x(x): pass"}
    bundle, _ = tiny.make(tmp_path, ["x = 1"], tests, files={"lab.toml": "["})
    with pytest.raises(AuthorError, match=r"lab\.toml is not a TOML file"):
        dataset_of(bundle)
