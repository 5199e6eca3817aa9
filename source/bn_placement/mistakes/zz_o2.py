"""Trial.

question: q7_optimizer
fails: any
"""
def make_optimizer(model, lr, weight_decay):
    a, b, c = parameter_groups(model)
    return torch.optim.SGD([{"params": [p for p in a + b if p.requires_grad]}, {"params": [p for p in c if p.requires_grad], "weight_decay": weight_decay}], lr=lr, momentum=0.9)
