"""Batch norm by the base class of its three kinds, and lists in a list.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    bn = {id(p) for m in model.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm) for p in m.parameters()}
    a = [p for p in model.parameters() if id(p) in bn]
    b = [p for n, p in model.named_parameters() if id(p) not in bn and n.split(".")[-1] == "bias"]
    seen = bn | {id(p) for p in b}
    return [a, b, [p for p in model.parameters() if id(p) not in seen]]
