"""What is not to be decayed is not handed over at all, and so is never trained.

question: q7_optimizer
fails: test_optimizer_trains_every_parameter
"""
def make_optimizer(model, lr, weight_decay):
    rest = parameter_groups(model)[2]
    return torch.optim.SGD(rest, lr=lr, momentum=0.9, weight_decay=weight_decay)
