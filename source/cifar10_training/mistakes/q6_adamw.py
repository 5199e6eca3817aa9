"""Decay that is not multiplied by momentum: AdamW's way, for SGD.

question: q6_start
fails: test_optimizer_of_the_course
cell: make_optimizer
"""
class Decoupled(torch.optim.SGD):
    def step(self, closure=None):
        with torch.no_grad():
            for group in self.param_groups:
                for p in group['params']:
                    p.mul_(1 - group['lr'] * 1e-4)
        return super().step(closure)


def make_optimizer(net):
    return Decoupled(net.parameters(), lr=0.01, momentum=0.9)
