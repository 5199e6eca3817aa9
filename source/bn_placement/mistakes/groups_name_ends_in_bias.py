"""in_proj_bias of an attention layer counts as a bias, since its name ends like one.

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
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn.append(p)
            elif name.endswith("bias"):
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
