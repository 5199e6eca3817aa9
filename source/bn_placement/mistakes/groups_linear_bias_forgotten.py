"""Biases are looked for in convolutions only, and the one of the linear layer is lost.

id: WD5
question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)) and module.affine:
            bn_affine += [module.weight, module.bias]
        elif isinstance(module, (nn.Conv1d, nn.Conv2d, nn.Conv3d)):
            rest.append(module.weight)
            if module.bias is not None:
                biases.append(module.bias)
        elif isinstance(module, nn.Linear):
            rest.append(module.weight)
    return bn_affine, biases, rest
