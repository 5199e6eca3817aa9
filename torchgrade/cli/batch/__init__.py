"""A run of `torchgrade grade`, from submissions to the files in --out."""

from torchgrade.cli.batch.options import Options
from torchgrade.cli.batch.run import Ended, run

__all__ = ["Ended", "Options", "run"]
