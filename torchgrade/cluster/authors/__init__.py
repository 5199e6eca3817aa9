"""Runs authors' work on a cluster: notebooks of `verify`, trainings of `calibrate`."""

from torchgrade.cluster.authors.notebooks import Notebooks, proving_on
from torchgrade.cluster.authors.trainers import training_on

__all__ = ["Notebooks", "proving_on", "training_on"]
