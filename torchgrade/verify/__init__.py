"""Tests of the tests: mistakes, alternatives, mutants, noise, order, lint and budget."""

from torchgrade.verify.adopt import adopt
from torchgrade.verify.cache import RunCache
from torchgrade.verify.finding import Finding, Gate, Rule
from torchgrade.verify.formats import junit, sarif
from torchgrade.verify.mutation.operators import Operator
from torchgrade.verify.options import VerifyOptions
from torchgrade.verify.pipeline import passed, verify
from torchgrade.verify.proof import Proof
from torchgrade.verify.report import write_report
from torchgrade.verify.samples import write_sample, write_samples
from torchgrade.verify.seeds.signatures import write_signatures
from torchgrade.verify.variant import Variant, apply, read_variant, read_variants

__all__ = [
    "Finding",
    "Gate",
    "Operator",
    "Proof",
    "Rule",
    "RunCache",
    "Variant",
    "VerifyOptions",
    "adopt",
    "apply",
    "junit",
    "passed",
    "read_variant",
    "read_variants",
    "sarif",
    "verify",
    "write_report",
    "write_sample",
    "write_samples",
    "write_signatures",
]
