"""BatchNorm1d and BatchNorm2d are known, BatchNorm3d is not.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn_affine, biases, rest, listed = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if id(p) in listed:
                continue
            listed.add(id(p))
            if type(module) in (nn.BatchNorm1d, nn.BatchNorm2d):
                bn_affine.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn_affine, biases, rest
