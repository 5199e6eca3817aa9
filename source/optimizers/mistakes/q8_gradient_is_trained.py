"""A frozen parameter that still holds a gradient is taken for a trained one.

question: q8_memory
fails: test_bytes_of_odd_parameters
"""
def optimizer_bytes(model, rule):
    tensors = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in tensors:
        raise ValueError(f"unknown rule {rule!r}")
    trained = [p for p in model.parameters() if p.requires_grad or p.grad is not None]
    return tensors[rule] * sum(p.numel() * p.element_size() for p in trained)
