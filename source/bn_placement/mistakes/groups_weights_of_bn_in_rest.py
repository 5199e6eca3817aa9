"""Only beta of batch norm is spared, gamma is taken for a weight like any other.

question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest, done = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p in done:
                continue
            done.add(p)
            if name == "weight" or name != "bias":
                rest.append(p)
            elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn_affine.append(p)
            else:
                biases.append(p)
    return bn_affine, biases, rest
