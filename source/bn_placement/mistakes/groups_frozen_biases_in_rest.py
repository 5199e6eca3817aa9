"""A bias counts as one only while it is trained.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
also: q7_optimizer
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
            elif name == "bias" and p.requires_grad:
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
