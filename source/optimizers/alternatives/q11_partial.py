"""functools.partial of a function beside; the weights are shrunk first.

question: q11_decay
cell: with_decay
fails: none
"""
def decay_step(rule, w, dw, config=None):
    config = dict(config) if config else {}
    decay = config.setdefault("weight_decay", 0.01)
    next_w, after = rule(w, dw, config)
    return next_w + torch.mul(w, -decay * after["learning_rate"]), after | {"weight_decay": decay}


def with_decay(rule):
    import functools

    return functools.partial(decay_step, rule)
