"""lab.toml is read, or refused with the file, the key, what was expected and what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.datasets import MEAN_STD
from torchgrade.datasets.carried import CARRIED
from torchgrade.errors import AuthorError, GraderError
from torchgrade.settings import (
    DATASETS,
    STAND_INS,
    WITH_FILES,
    LabSettings,
    Limits,
    read_settings,
)

NAMES = ", ".join(DATASETS)

LAB = """\
title = "T"
points = 10
hand_in = ["weights"]
[data]
dataset = "mnist"
offline = "digits"
[data.threshold]
mnist = 0.985
digits = 0.95
[limits]
seconds = 200
cell = 100
"""


def read(tmp_path: Path, text: str) -> LabSettings:
    path = tmp_path / "lab.toml"
    path.write_text(text)
    return read_settings(path)


def test_all_that_a_lab_says_is_read(tmp_path: Path) -> None:
    settings = read(tmp_path, LAB)
    assert (settings.title, settings.points, settings.hand_in) == ("T", 10, ("weights",))
    assert settings.limits == Limits(seconds=200, cell=100)
    assert settings.data is not None
    assert settings.data.threshold == {"mnist": 0.985, "digits": 0.95}


def test_all_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "") == LabSettings()


def test_a_data_set_that_is_always_there_stands_in_for_itself(tmp_path: Path) -> None:
    settings = read(tmp_path, '[data]\ndataset = "digits"')
    assert settings.data is not None
    assert settings.data.offline == "digits"


def test_the_data_sets_that_a_lab_may_name_are_those_that_there_are() -> None:
    assert set(DATASETS) == {*WITH_FILES, *CARRIED.names()}
    assert set(STAND_INS) <= set(DATASETS) - set(WITH_FILES)
    assert all(len(MEAN_STD[name]) == 2 for name in DATASETS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title", "titel", "unknown key 'titel' (did you mean 'title'?); expected one of data, g"),
        ("title", "zzz", "unknown key 'zzz'; expected one of data, given, hand_in, late, lead"),
        ("seconds =", "second =", "limits: unknown key 'second' (did you mean 'seconds'?); expect"),
        ("dataset", "datset", "data: unknown key 'datset' (did you mean 'dataset'?); expected one"),
        ("points = 10", "points = 'many'", "points: expected a number, got 'many'"),
        ("points = 10", "points = true", "points: expected a number, got True"),
        ("points = 10", "points = -1", "points: expected a number of at least 0, got -1"),
        ("points = 10", "points = nan", "points: expected a number"),
        ("points = 10", "points = inf", "points: expected a number up to 1000000, got inf"),
        ("cell = 100", f"cell = {10**18}", "limits.cell: expected a whole number up to 1000000000"),
        ("cell = 100", f"cell = {'9' * 5000}", "is not a TOML file"),
        ("cell = 100", "cell = " + "{a = " * 1000, "is not a TOML file"),
        ("seconds = 200", "seconds = 2.5", "limits.seconds: expected a whole number, got 2.5"),
        ("cell = 100", "cell = 0", "limits.cell: expected a whole number of at least 1, got 0"),
        ('["weights"]', '"weights"', "hand_in: expected a list of names, got 'weights'"),
        ('["weights"]', "[3]", "hand_in[0]: expected a text, got 3"),
        (LAB, "data = 3", "data: expected a table [data], got 3"),
        (LAB, "limits = []", "limits: expected a table [limits], got []"),
        (LAB, "leaderboard = {A = 1}", "leaderboard.A: expected score, seconds or a question"),
        (LAB, "title = ", "is not a TOML file"),
        ('"mnist"', '"minst"', f"data.dataset: expected one of {NAMES}, got 'minst'"),
        ('"mnist"', "7", f"data.dataset: expected one of {NAMES}, got 7"),
        ('"mnist"', '["mnist"]', f"data.dataset: expected one of {NAMES}, got ["),
        ('dataset = "mnist"', "", f"data.dataset: expected one of {NAMES}, got nothing"),
        ('offline = "digits"', "", "data.offline: expected one of digits, got nothing"),
        ('"digits"', '"cifar10"', "data.offline: expected one of digits, got 'cifar10'"),
        ("0.985", "98.5", "data.threshold.mnist: expected an accuracy above 0 up to 1, got 98.5"),
        ("0.985", "0", "data.threshold.mnist: expected an accuracy above 0 up to 1, got 0"),
        ("0.985", "nan", "data.threshold.mnist: expected an accuracy above 0 up to 1, got nan"),
        ("0.985", "true", "data.threshold.mnist: expected an accuracy above 0 up to 1, got True"),
        ("0.95", '"high"', "data.threshold.digits: expected an accuracy above 0 up to 1, got 'hi"),
        ("digits = 0.95", "", "data.threshold.digits: expected an accuracy above 0 up to 1, got n"),
        ("mnist = 0", "cifar10 = 0", "data.threshold: unknown key 'cifar10'; expected one of digi"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in LAB
    with pytest.raises(AuthorError) as caught:
        read(tmp_path, LAB.replace(old, new))
    assert str(caught.value).startswith(str(tmp_path / "lab.toml"))
    assert said in str(caught.value)


def test_bytes_that_are_no_text_are_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(AuthorError, match="is not a TOML file"):
        read_settings(path)


def test_a_lab_toml_that_is_not_there_is_no_authors_fault(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="must lie beside the notebook"):
        read_settings(tmp_path / "lab.toml")
