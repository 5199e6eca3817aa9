"""Works in place, on a deep copy of the config.

question: q1_momentum
fails: none
"""
import copy

def sgd_momentum(w, dw, config=None):
    config = copy.deepcopy(config) if config else {}
    lr = config.setdefault("learning_rate", 0.01)
    mu = config.setdefault("momentum", 0.9)
    v = config.setdefault("velocity", torch.zeros_like(w))
    v.mul_(mu).sub_(lr * dw)
    return torch.add(w, v), config
