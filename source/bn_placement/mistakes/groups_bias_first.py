"""Names that end in bias are taken first, and so is the beta of every batch norm.

id: WD2
question: q6_groups
fails: test_groups_of_resnet18
"""
def parameter_groups(model):
    norms = set()
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            norms.update(module.parameters())
    bn_affine, biases, rest = [], [], []
    for name, p in model.named_parameters():
        if name.endswith("bias"):
            biases.append(p)
        elif p in norms:
            bn_affine.append(p)
        else:
            rest.append(p)
    return bn_affine, biases, rest
