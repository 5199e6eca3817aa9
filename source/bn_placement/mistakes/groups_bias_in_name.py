"""Every parameter with bias anywhere in its path counts as a bias, even the weights of a module called debias.

question: q6_groups
fails: test_groups_of_another_network
"""
def parameter_groups(model):
    bn, placed = [], set()
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            bn += list(m.parameters())
    ids = {id(p) for p in bn}
    biases = [p for n, p in model.named_parameters() if "bias" in n and id(p) not in ids]
    ids2 = {id(p) for p in biases}
    return bn, biases, [p for p in model.parameters() if id(p) not in ids and id(p) not in ids2]
