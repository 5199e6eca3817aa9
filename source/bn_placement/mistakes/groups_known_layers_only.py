"""Only batch norm, convolutions and linear layers are walked, so a parameter that belongs to no layer is lost.

question: q6_groups
fails: test_groups_of_another_network
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest, listed = [], [], [], set()
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d, nn.Conv2d, nn.Conv3d, nn.Linear)):
            for name, p in module.named_parameters():
                if p in listed:
                    continue
                listed.add(p)
                if "Norm" in type(module).__name__:
                    bn_affine.append(p)
                elif name == "bias":
                    biases.append(p)
                else:
                    rest.append(p)
    return bn_affine, biases, rest
