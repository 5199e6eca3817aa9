"""Learning rates above 1 are taken for a mistake of the caller.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}]
    return torch.optim.SGD(groups, lr=min(lr, 1.0), momentum=0.9)
