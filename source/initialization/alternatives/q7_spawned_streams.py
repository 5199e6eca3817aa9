"""NumPy's SeedSequence, a stream of its own for each layer; logistic numbers.

question: q7_bug
fails: none
cell: random_params
"""
import numpy as np


def random_params(sizes, seed, std):
    streams = np.random.SeedSequence(seed).spawn(len(sizes) - 1)
    start = {}
    for n, (stream, fan_in, units) in enumerate(zip(streams, sizes, sizes[1:]), start=1):
        w = np.random.default_rng(stream).logistic(0, np.sqrt(3) / np.pi, (units, fan_in))
        start |= {f"W{n}": torch.from_numpy((w * float(std(fan_in))).astype("float32")), f"b{n}": torch.zeros(units)}
    return start
