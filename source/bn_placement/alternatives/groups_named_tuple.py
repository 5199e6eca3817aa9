"""A named tuple of the three lists.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    from collections import namedtuple

    owner = {}
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            owner.setdefault(parameter, (module, name))
    kinds = nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d
    bn = [p for p, (module, _) in owner.items() if isinstance(module, kinds)]
    biases = [p for p, (m, name) in owner.items() if name == "bias" and not isinstance(m, kinds)]
    rest = [p for p, (m, name) in owner.items() if name != "bias" and not isinstance(m, kinds)]
    return namedtuple("Groups", "bn_affine biases rest")(bn, biases, rest)
