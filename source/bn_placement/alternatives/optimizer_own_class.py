"""An optimizer of one's own that makes the steps of SGD with momentum.

question: q7_optimizer
fails: none
"""
class Momentum(torch.optim.Optimizer):
    def __init__(self, groups, lr, momentum):
        super().__init__(groups, {"lr": lr, "weight_decay": 0.0})
        self.momentum, self.velocity = momentum, {}

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    velocity = self.momentum * self.velocity.get(p, torch.zeros_like(p))
                    self.velocity[p] = velocity + p.grad + group["weight_decay"] * p
                    p -= group["lr"] * self.velocity[p]


def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine + biases}]
    return Momentum(groups, lr, momentum=0.9)
