"""By the classes that a layer's class derives from.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    kinds = {nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d}
    owner = {}
    for m in model.modules():
        for name, p in m._parameters.items():
            if p is not None and p not in owner:
                owner[p] = "bn" if kinds & set(type(m).__mro__) else "bias" if name == "bias" else "rest"
    return tuple([p for p in owner if owner[p] == k] for k in ("bn", "bias", "rest"))
