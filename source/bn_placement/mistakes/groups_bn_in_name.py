"""A layer is taken for batch norm if bn is in its name, which misses the shortcuts of ResNet-18.

id: WD1
question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine, biases, rest = [], [], []
    for name, p in model.named_parameters():
        if "bn" in name:
            bn_affine.append(p)
        elif name.endswith("bias"):
            biases.append(p)
        else:
            rest.append(p)
    return bn_affine, biases, rest
