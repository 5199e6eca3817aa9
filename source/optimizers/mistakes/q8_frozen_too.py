"""Frozen parameters are counted.

question: q8_memory
fails: test_bytes_of_odd_parameters
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(f"{rule!r} is none of {', '.join(copies)}")
    trained = [p for p in model.parameters()]
    return copies[rule] * sum(p.numel() * p.element_size() for p in trained)
