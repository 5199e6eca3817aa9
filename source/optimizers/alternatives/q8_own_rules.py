"""What the rules of this lab really keep, counted in their configs.

question: q8_memory
fails: none
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    rules = {"sgd": None, "momentum": sgd_momentum, "rmsprop": rmsprop, "adam": adam}
    try:
        step = rules[rule]
    except KeyError:
        raise ValueError(f"unknown rule {rule}") from None
    total = 0
    for p in model.parameters():
        if p.requires_grad and step is not None:
            _, config = step(p.detach(), torch.zeros_like(p), None)
            total += sum(v.nbytes for v in config.values() if isinstance(v, torch.Tensor))
    return total
