"""Frozen parameters are left out.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    layers = dict(model.named_modules())
    for full_name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        owner, _, short = full_name.rpartition(".")
        if isinstance(layers[owner], (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            bn_affine.append(p)
        elif short == "bias":
            biases.append(p)
        else:
            rest.append(p)
    return bn_affine, biases, rest
