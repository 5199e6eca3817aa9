"""Every type with Norm in its name, but layer and instance norm, is batch norm: group norm too.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for module in model.modules():
        kind = type(module).__name__
        for name, p in module.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if "Norm" in kind and not kind.startswith(("Layer", "Instance")):
                bn.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
