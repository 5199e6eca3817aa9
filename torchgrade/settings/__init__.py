"""The schema of ``lab.toml``, and its only reader, for graders and students alike."""

from torchgrade.settings.lab import (
    DATASETS,
    DISK_MB,
    STAND_INS,
    WITH_FILES,
    Data,
    LabSettings,
    Limits,
    Tests,
    read_settings,
)
from torchgrade.settings.late import Late, duration, instant, read_late, without_late
from torchgrade.settings.toml import parse_toml

__all__ = [
    "DATASETS",
    "DISK_MB",
    "STAND_INS",
    "WITH_FILES",
    "Data",
    "LabSettings",
    "Late",
    "Limits",
    "Tests",
    "duration",
    "instant",
    "parse_toml",
    "read_late",
    "read_settings",
    "without_late",
]
