"""A loop over the names.

question: q8_memory
fails: none
"""
def optimizer_bytes(model, rule):
    if rule == "sgd":
        copies = 0
    elif rule in ("momentum", "rmsprop"):
        copies = 1
    elif rule == "adam":
        copies = 2
    else:
        raise ValueError("no such rule")
    total, seen = 0, set()
    for parameter in model.parameters():
        if parameter.requires_grad and id(parameter) not in seen:
            seen.add(id(parameter))
            total += parameter.numel() * parameter.dtype.itemsize
    return copies * total
