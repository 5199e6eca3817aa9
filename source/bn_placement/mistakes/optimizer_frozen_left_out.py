"""Frozen parameters are left out of the optimizer.

question: q7_optimizer
fails: test_optimizer_decays_only_weights
cell: make_optimizer
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = ([p for p in group if p.requires_grad] for group in parameter_groups(model))
    return torch.optim.SGD([{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}], lr=lr, momentum=0.9)
