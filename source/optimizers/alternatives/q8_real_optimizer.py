"""A real optimizer of torch takes one step on copies, and what it keeps is counted.

question: q8_memory
fails: none
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    makers = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        "rmsprop": lambda p: torch.optim.RMSprop(p),
        "adam": lambda p: torch.optim.Adam(p),
    }
    if rule not in makers:
        raise ValueError(rule)
    copies = [nn.Parameter(torch.zeros(p.shape, dtype=p.dtype)) for p in model.parameters() if p.requires_grad]
    if not copies:
        return 0
    for c in copies:
        c.grad = torch.ones_like(c)
    optimizer = makers[rule](copies)
    optimizer.step()
    kept = [v for s in optimizer.state.values() for k, v in s.items() if torch.is_tensor(v) and k != "step"]
    return sum(v.numel() * v.element_size() for v in kept)
