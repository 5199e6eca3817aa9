"""SGD with a group for each of the three lists, and several tensors at a time.

question: q7_optimizer
fails: none
cell: make_optimizer
"""
def make_optimizer(model, lr, weight_decay):
    groups = parameter_groups(model)
    decays = dict(zip(range(3), (0, 0, weight_decay)))
    return torch.optim.SGD(params=({"params": ps, "weight_decay": decays[i]} for i, ps in enumerate(groups) if ps), lr=lr, momentum=0.9, foreach=True, nesterov=False)
