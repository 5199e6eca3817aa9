"""Parameters are recognized by their address in memory, which all parameters without numbers have in common.

question: q6_groups
fails: test_groups_list_shared_parameters_once
"""
def parameter_groups(model):
    bn, biases, rest, seen = [], [], [], set()
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.data_ptr() in seen:
                continue
            seen.add(p.data_ptr())
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                bn.append(p)
            elif name == "bias":
                biases.append(p)
            else:
                rest.append(p)
    return bn, biases, rest
