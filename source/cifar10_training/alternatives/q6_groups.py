"""One group for each parameter.

question: q6_start
fails: none
cell: make_optimizer
"""
def make_optimizer(net):
    groups = [{"params": [p], "weight_decay": 1e-4} for p in net.parameters()]
    return torch.optim.SGD(groups, lr=1e-2, momentum=0.9, nesterov=False, foreach=False)
