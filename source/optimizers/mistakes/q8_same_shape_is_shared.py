"""Two parameters of one shape and dtype count as one.

question: q8_memory
cell: optimizer_bytes
fails: test_bytes_of_each_rule
"""
def optimizer_bytes(model, rule):
    tensors = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in tensors:
        raise ValueError(rule)
    seen = {(p.shape, p.dtype): p for p in model.parameters() if p.requires_grad}
    return tensors[rule] * sum(p.numel() * p.element_size() for p in seen.values())
