"""named_parameters(), with the owner looked up by get_submodule.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    groups = ([], [], [])
    for full_name, p in model.named_parameters():
        owner, _, short = full_name.rpartition(".")
        layer = model.get_submodule(owner)
        if isinstance(layer, nn.modules.batchnorm._BatchNorm):
            groups[0].append(p)
        elif short == "bias":
            groups[1].append(p)
        else:
            groups[2].append(p)
    return groups
