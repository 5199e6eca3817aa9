"""Modules in eval mode are taken for frozen.

question: q8_memory
fails: test_bytes_of_odd_parameters
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(rule)
    if not model.training:
        return 0
    return copies[rule] * sum(t.numel() * t.element_size() for t in model.parameters() if t.requires_grad)
