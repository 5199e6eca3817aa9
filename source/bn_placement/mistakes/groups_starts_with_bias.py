"""bias_ih of a recurrent layer is a bias, by the beginning of the name.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
hint: Only what is called exactly bias is one: bias_ih_l0 of a recurrent layer is not.
"""
def parameter_groups(model):
    norms = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
    bn, biases, rest, seen = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if isinstance(module, norms):
                bn.append(p)
            elif name.startswith("bias"):
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
