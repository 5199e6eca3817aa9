"""Sets of ids, then comprehensions.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    batch_norms = [m for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d))]
    bn_affine = list(dict.fromkeys(p for m in batch_norms for p in m.parameters(recurse=False)))
    taken = set(bn_affine)
    biases = [p for n, p in model.named_parameters() if n.rsplit(".", 1)[-1] == "bias" and p not in taken]
    taken.update(biases)
    rest = [p for p in model.parameters() if p not in taken]
    return bn_affine, biases, rest
