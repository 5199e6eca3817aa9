"""The model's own parameters all go to rest, although it may be a layer itself, or have a bias of its own.

question: q6_groups
fails: test_groups_of_another_network
"""
def parameter_groups(model):
    bn, biases = [], []
    rest = [p for _, p in model.named_parameters(recurse=False)]
    seen = {id(p) for p in rest}
    for module in list(model.modules())[1:]:
        for name, p in module.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
