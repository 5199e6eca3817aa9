"""Numbers of NumPy's generator, in another order than the solution's.

question: q11_sweep
fails: none
cell: sweep
"""
import numpy as np


def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    rng = np.random.default_rng(seed)
    x, upstream = torch.tensor(rng.normal(size=(2, examples, width)), dtype=torch.float32)
    base = torch.tensor(rng.normal(size=(depth, width, width)), dtype=torch.float32)
    return dict(zip(scales, (depth_profile((base * float(scale)).unbind(), x, upstream, activation) for scale in scales)))
