"""p.data is a new tensor: an optimizer that is given it trains nothing.

question: q6_groups
fails: test_groups_of_another_network
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest, done = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p in done:
                continue
            done.add(p)
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn_affine.append(p.data)
            elif name == "bias":
                biases.append(p.data)
            else:
                rest.append(p.data)
    return bn_affine, biases, rest
