"""Grades on a Dask cluster: many machines, one command that writes what comes back."""

from torchgrade.cluster.where import Where, read_where

__all__ = ["Where", "read_where"]
