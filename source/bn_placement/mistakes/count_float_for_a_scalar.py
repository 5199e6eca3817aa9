"""NumPy's product of an empty shape is 1.0, a float and no int.

question: q4_count
fails: test_count_frozen_and_bare_parameters
"""
import numpy as np


def count_parameters(model):
    return {name: np.prod(p.shape) for name, p in model.named_parameters()}
