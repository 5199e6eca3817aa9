"""Trained weights out of a notebook and into a grader: safetensors, and nothing else.

A pickle (what ``torch.save`` writes) runs code when it is read, so it is never read here.
"""

from torchgrade.weights.files import WeightsError, load_weights, save_weights
from torchgrade.weights.handed_in import load_handed_in, missing

__all__ = ["WeightsError", "load_handed_in", "load_weights", "missing", "save_weights"]
