"""The optimizer of a net is made once and returned again.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
_made = {}


def make_optimizer(net):
    if net not in _made:
        _made[net] = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    return _made[net]
