"""Momentum is forgotten; PyTorch's default is none.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine}, {"params": biases}]
    return torch.optim.SGD(groups, lr=lr)
