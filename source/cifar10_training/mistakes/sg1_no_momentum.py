"""No momentum.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
def make_optimizer(net):
    return torch.optim.SGD(net.parameters(), lr=0.01, weight_decay=1e-4)
