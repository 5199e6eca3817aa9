"""Modules one by one, parameters by their identity.

question: q8_memory
cell: optimizer_bytes
fails: none
"""
def optimizer_bytes(model, rule):
    match rule:
        case "sgd":
            copies = 0
        case "momentum" | "rmsprop":
            copies = 1
        case "adam":
            copies = 2
        case _:
            raise ValueError(f"unknown rule: {rule}")
    found = {}
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad:
                found[id(p)] = math.prod(p.shape) * p.dtype.itemsize
    return copies * sum(found.values())
