"""weight and bias of every batch norm are taken without a look whether it has any.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn_affine = []
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            bn_affine += [module.weight, module.bias]
    taken = {id(p) for p in bn_affine}
    biases = [p for name, p in model.named_parameters() if name.endswith("bias") and id(p) not in taken]
    taken |= {id(p) for p in biases}
    rest = [p for p in model.parameters() if id(p) not in taken]
    return bn_affine, biases, rest
