"""Grades on a Dask cluster: many machines, and one command that writes the results."""

from torchgrade.cluster.where import Where, read_where

__all__ = ["Where", "read_where"]
