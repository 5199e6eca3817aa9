"""The three lists come in another order than asked for.

question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    weights, norm, bias, done = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p in done:
                continue
            done.add(p)
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                norm.append(p)
            elif name == "bias":
                bias.append(p)
            else:
                weights.append(p)
    return weights, bias, norm
