"""Named parameters in one group.

question: q6_start
fails: none
cell: make_optimizer
"""
def make_optimizer(net):
    return torch.optim.SGD(params=list(net.named_parameters()), lr=0.01, momentum=0.9, weight_decay=0.0001)
