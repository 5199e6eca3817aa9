"""A parameter without a dimension goes nowhere.

question: q6_groups
fails: test_groups_of_another_network
also: q7_optimizer
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if id(p) in seen or p.dim() == 0:
                continue
            seen.add(id(p))
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
