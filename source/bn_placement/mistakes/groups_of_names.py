"""The lists hold names, which no optimizer can train.

question: q6_groups
fails: test_groups_of_another_network
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    layers = dict(model.named_modules())
    for full_name in dict(model.named_parameters()):
        owner, _, short = full_name.rpartition(".")
        if isinstance(layers[owner], (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            bn_affine.append(full_name)
        elif short == "bias":
            biases.append(full_name)
        else:
            rest.append(full_name)
    return bn_affine, biases, rest
