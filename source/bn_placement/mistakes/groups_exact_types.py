"""The exact type is asked for, so classes derived from batch norm are overlooked.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for m in model.modules():
        for name, p in m.named_parameters(recurse=False):
            if p in seen:
                continue
            seen.add(p)
            if type(m) in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
                bn.append(p)
            else:
                (biases if name == "bias" else rest).append(p)
    return bn, biases, rest
