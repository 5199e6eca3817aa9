"""named_modules() and sets of parameters; the order within the lists is another one.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    norm_types = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
    bn_affine, biases = {}, {}
    for _, module in model.named_modules():
        if isinstance(module, norm_types):
            bn_affine.update({id(p): p for p in module.parameters()})
        elif isinstance(getattr(module, "bias", None), nn.Parameter):
            biases[id(module.bias)] = module.bias
    rest = [p for p in model.parameters() if id(p) not in bn_affine and id(p) not in biases]
    return list(bn_affine.values()), list(biases.values()), rest[::-1]
