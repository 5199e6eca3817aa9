"""A parameter that two layers share is listed for each of them.

question: q6_groups
fails: test_groups_list_shared_parameters_once
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                bn_affine.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn_affine, biases, rest
