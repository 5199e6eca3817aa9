"""Drawn with NumPy.

question: q7_bug
fails: none
cell: random_params
"""
import numpy as np


def random_params(sizes, seed, std):
    rng, params = np.random.default_rng(seed), {}
    for n, (i, o) in enumerate(zip(sizes[:-1], sizes[1:])):
        W = rng.normal(0.0, std(i), size=(o, i)).astype(np.float32)
        params |= {f"W{n + 1}": torch.from_numpy(W), f"b{n + 1}": torch.zeros(o)}
    return params
