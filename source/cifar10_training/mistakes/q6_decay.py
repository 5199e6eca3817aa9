"""A weight decay of 5e-4.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
def make_optimizer(net):
    return torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
