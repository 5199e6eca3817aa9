"""SGD without a decay of its own: each step adds it to the gradients.

question: q7_optimizer
fails: none
"""
class Decayed(torch.optim.SGD):
    def decay(self, parameters, strength):
        self.decayed, self.strength = parameters, strength
        return self

    def step(self, closure=None):
        for p in self.decayed:
            if p.grad is not None:
                p.grad = p.grad + self.strength * p.detach()
        return super().step(closure)


def make_optimizer(model, lr, weight_decay):
    _, _, rest = parameter_groups(model)
    return Decayed(model.parameters(), lr, momentum=0.9).decay(rest, weight_decay)
