"""The weights shrink beside the step, as in AdamW, so that the momentum knows nothing of the decay.

question: q7_optimizer
fails: test_optimizer_steps
"""
class Decoupled(torch.optim.SGD):
    def step(self, closure=None):
        with torch.no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        p.mul_(1 - group["lr"] * group["shrink"])
        return super().step(closure)


def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "shrink": weight_decay}, {"params": bn_affine + biases, "shrink": 0.0}]
    return Decoupled(groups, lr=lr, momentum=0.9)
