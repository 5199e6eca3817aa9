"""Thresholds that right work does not miss by bad luck, derived from many trainings."""

from torchgrade.verify.calibrate.pipeline import CalibrationRequest, calibrate
from torchgrade.verify.calibrate.plot import write_plot
from torchgrade.verify.calibrate.recipe import REFERENCE, read_recipe
from torchgrade.verify.calibrate.settings import write_threshold
from torchgrade.verify.calibrate.work import prepare

__all__ = [
    "REFERENCE",
    "CalibrationRequest",
    "calibrate",
    "prepare",
    "read_recipe",
    "write_plot",
    "write_threshold",
]
