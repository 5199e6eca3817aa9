"""Layer and group normalization are taken for batch norm.

question: q6_groups
fails: test_groups_of_frozen_and_unusual_layers
"""
def parameter_groups(model):
    bn = []
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d, nn.LayerNorm, nn.GroupNorm)):
            bn += list(m.parameters())
    ids = {id(p) for p in bn}
    biases = [p for n, p in model.named_parameters() if n.endswith(".bias") and id(p) not in ids]
    ids2 = {id(p) for p in biases}
    return bn, biases, [p for p in model.parameters() if id(p) not in ids and id(p) not in ids2]
