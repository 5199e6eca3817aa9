"""Batch norm is a class whose name begins with BatchNorm.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for m in model.modules():
        for name, p in m.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if type(m).__name__.startswith("BatchNorm"):
                bn.append(p)
            else:
                (biases if name == "bias" else rest).append(p)
    return bn, biases, rest
