"""Buffers are counted.

question: q8_memory
fails: test_bytes_of_each_rule
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(f"{rule!r} is none of {', '.join(copies)}")
    trained = [p for p in model.state_dict(keep_vars=True).values() if p.requires_grad or not isinstance(p, nn.Parameter)]
    return copies[rule] * sum(p.numel() * p.element_size() for p in trained)
