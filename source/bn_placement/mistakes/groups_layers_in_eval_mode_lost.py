"""Batch norm in evaluation mode is taken for frozen, and its parameters for others.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)) and module.training:
                bn.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
