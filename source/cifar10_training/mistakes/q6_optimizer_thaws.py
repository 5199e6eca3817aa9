"""Every parameter is made to require a gradient, the frozen ones, too.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
def make_optimizer(net):
    for p in net.parameters():
        p.requires_grad = True
    return torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
