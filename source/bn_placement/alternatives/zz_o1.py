"""Trial.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    a, b, c = parameter_groups(model)
    return torch.optim.SGD([{"params": a + b}, {"params": c, "weight_decay": weight_decay}], lr, 0.9, foreach=False)
