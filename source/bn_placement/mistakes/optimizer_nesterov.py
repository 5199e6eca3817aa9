"""Nesterov momentum is switched on, which was not asked for.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine + biases}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9, nesterov=True)
