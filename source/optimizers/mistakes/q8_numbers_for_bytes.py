"""Counts numbers, not bytes.

question: q8_memory
fails: test_bytes_of_a_linear_layer
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(f"{rule!r} is none of {', '.join(copies)}")
    trained = [p for p in model.parameters() if p.requires_grad]
    return copies[rule] * sum(p.numel() for p in trained)
