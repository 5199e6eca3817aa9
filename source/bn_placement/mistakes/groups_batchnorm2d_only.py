"""Only BatchNorm2d is taken for batch norm, which is enough for ResNet-18 and for little else.

id: WD6
question: q6_groups
fails: test_groups_of_another_network
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    listed = set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p in listed:
                continue
            listed.add(p)
            if isinstance(module, nn.BatchNorm2d):
                bn_affine.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn_affine, biases, rest
