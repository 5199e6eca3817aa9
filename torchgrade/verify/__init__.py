"""Mistakes and alternatives: tests of the tests."""

from torchgrade.verify.samples import write_sample, write_samples
from torchgrade.verify.variant import Variant, apply, read_variant, read_variants

__all__ = [
    "Variant",
    "apply",
    "read_variant",
    "read_variants",
    "write_sample",
    "write_samples",
]
