"""Biases and batch norm are not decayed, as in the lab on batch norm.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
def make_optimizer(net):
    groups = [{'params': [p for p in net.parameters() if p.dim() > 1]}, {'params': [p for p in net.parameters() if p.dim() < 2], 'weight_decay': 0.0}]
    return torch.optim.SGD(groups, lr=0.01, momentum=0.9, weight_decay=1e-4)
