"""Only what is trained is handed over, with foreach.

question: q6_start
fails: none
cell: make_optimizer
"""
def make_optimizer(net):
    return torch.optim.SGD([p for p in net.parameters() if p.requires_grad], 0.01, 0.9, weight_decay=1e-4, foreach=True)
