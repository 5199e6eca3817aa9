"""Batch norm is what has running statistics: so are some instance norms, and some batch norms are not.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for m in model.modules():
        for name, p in m.named_parameters(recurse=False):
            if p in seen:
                continue
            seen.add(p)
            if getattr(m, "running_mean", None) is not None:
                bn.append(p)
            else:
                (biases if name == "bias" else rest).append(p)
    return bn, biases, rest
