"""A match statement over layers and names.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    kinds, order = {}, {"bn": [], "bias": [], "rest": []}
    for prefix, module in model.named_modules():
        for name, p in module._parameters.items():
            if p is None or p in kinds:
                continue
            match module, name:
                case (nn.BatchNorm1d() | nn.BatchNorm2d() | nn.BatchNorm3d()), _:
                    kinds[p] = "bn"
                case _, "bias":
                    kinds[p] = "bias"
                case _:
                    kinds[p] = "rest"
            order[kinds[p]].append(p)
    return tuple(order.values())
