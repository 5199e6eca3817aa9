"""named_parameters() of every module is walked without recurse=False, so a parameter is listed once for each level.

id: WD3
question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    for module in model.modules():
        for name, p in module.named_parameters():
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn_affine.append(p)
            elif name.split(".")[-1] == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn_affine, biases, rest
