"""The three terms by an einsum over a stack.

question: q1_momentum
fails: none
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    factors = torch.tensor([config["momentum"], -config["learning_rate"]], dtype=w.dtype, device=w.device)
    both = torch.stack([config["velocity"], dw])
    v = torch.einsum("k...,k->...", both, factors)
    return w + v, dict(config, velocity=v)
