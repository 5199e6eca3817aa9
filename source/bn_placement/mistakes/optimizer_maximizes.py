"""maximize=True, as if the loss were a score.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9, maximize=True)
