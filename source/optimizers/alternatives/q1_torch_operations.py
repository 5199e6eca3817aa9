"""Written with torch.add and torch.mul, step by step.

question: q1_momentum
fails: none
"""
def sgd_momentum(w, dw, config=None):
    after = dict(config) if config else {}
    rate = after.setdefault("learning_rate", 1e-2)
    mu = after.setdefault("momentum", 0.9)
    old = after.get("velocity")
    drop = torch.mul(dw, -rate)
    after["velocity"] = drop if old is None else torch.add(drop, old, alpha=mu)
    return torch.add(w, after["velocity"]), after
